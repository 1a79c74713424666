import type { EksCluster } from '../world/cluster.ts';
import { RESOURCES, type Resource } from './resources.ts';
import type { SigningKey } from './signing-key.ts';

/** The answer to a path that is no resource: its content type and body; null where there is none. */
export interface PathAnswer {
  readonly contentType: string;
  readonly body: string;
}

/** Version, health, the lists of groups and resources, and the issuer's public documents. `host` is the request's own. */
export function answerPath(
  path: string,
  cluster: EksCluster,
  host: string,
  signingKey: () => SigningKey,
): PathAnswer | null {
  switch (path.replace(/(?<=.)\/$/, '')) {
    case '/version':
      return json(versionOf(cluster));
    case '/healthz':
    case '/livez':
    case '/readyz':
      return { contentType: 'text/plain; charset=utf-8', body: 'ok' };
    case '/api':
      return json({
        kind: 'APIVersions',
        versions: ['v1'],
        serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: host }],
      });
    case '/apis':
      return json({ kind: 'APIGroupList', apiVersion: 'v1', groups: groups() });
    case '/.well-known/openid-configuration':
      // A server whose issuer is no https URL does not serve the document.
      return cluster.issuer === null ? null : json(openidConfiguration(cluster.issuer, host));
    case '/openid/v1/jwks':
      return cluster.issuer === null
        ? null
        : { contentType: 'application/jwk-set+json', body: JSON.stringify({ keys: [signingKey().jwk] }) };
    default:
      return groupAnswer(path);
  }
}

function groupAnswer(path: string): PathAnswer | null {
  const [root, ...parts] = path.split('/').filter((part) => part !== '');
  const [first = '', second = ''] = parts;
  if (root === 'api' && parts.length === 1) return resourceList('', first);
  if (root === 'apis' && parts.length === 2) return resourceList(first, second);
  if (root !== 'apis' || parts.length !== 1) return null;
  const group = groups().find((one) => one.name === first);
  return group === undefined ? null : json({ kind: 'APIGroup', apiVersion: 'v1', ...group });
}

function resourceList(group: string, version: string): PathAnswer | null {
  const resources = RESOURCES.filter((one) => one.group === group && one.version === version);
  if (resources.length === 0) return null;
  return json({
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group === '' ? version : `${group}/${version}`,
    resources: resources.map(apiResource),
  });
}

function apiResource(resource: Resource): object {
  return {
    name: resource.plural,
    singularName: resource.singular,
    namespaced: resource.namespaced,
    kind: resource.kind,
    verbs: ['get', 'list'],
    ...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
  };
}

function groups(): readonly { readonly name: string; readonly versions: readonly object[] }[] {
  const names = [...new Set(RESOURCES.filter((one) => one.group !== '').map((one) => one.group))];
  return names.map((name) => {
    const version = RESOURCES.find((one) => one.group === name)?.version ?? 'v1';
    const entry = { groupVersion: `${name}/${version}`, version };
    return { name, versions: [entry], preferredVersion: entry };
  });
}

function versionOf(cluster: EksCluster): object {
  const [major = '1', minor = '34'] = cluster.version.split('.');
  return {
    major,
    minor,
    gitVersion: `v${cluster.version}.2-eks-7c1a9d4`,
    gitCommit: '0f6c2d71b9e84a53c1d7a8e2f94b60d35ac8e719',
    gitTreeState: 'clean',
    buildDate: '2026-01-08T04:31:07Z',
    goVersion: 'go1.24.6',
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}

function openidConfiguration(issuer: string, host: string): object {
  return {
    issuer,
    jwks_uri: `https://${host}/openid/v1/jwks`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

function json(value: object): PathAnswer {
  return { contentType: 'application/json', body: JSON.stringify(value) };
}
