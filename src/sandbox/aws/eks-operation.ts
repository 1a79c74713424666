import type { EksCluster, PodIdentityAssociationRecord } from '../world/cluster.ts';
import type { World } from '../world/world.ts';
import { AwsError } from './aws-error.ts';
import type { Caller } from './caller.ts';
import { pageOf } from './paging.ts';

/** Where a cluster's API server is, and the authority of its certificate in PEM. */
export type EndpointOf = (cluster: EksCluster) => { readonly url: string; readonly certificate: string };

/** One call of EKS. `region` is the signature's: clusters of other regions are not there. */
export interface EksCall {
  readonly world: World;
  readonly caller: Caller;
  readonly region: string;
  readonly query: URLSearchParams;
  readonly endpointOf: EndpointOf;
}

/** An operation of EKS, found by its path. */
export interface EksOperation {
  readonly name: string;
  /** As faults, delays and the log name the call's object. */
  readonly subject: string;
  /** ARN as a refusal names it. */
  resource(call: EksCall): string;
  /** The JSON body. Throws AwsError. */
  run(call: EksCall): object;
}

/** The operation that a GET of this path is; null for none. */
export function eksOperationOf(path: string, query: URLSearchParams): EksOperation | null {
  const [root, name, collection, id, ...rest] = path.split('/').slice(1).map(decodeURIComponent);
  if (root !== 'clusters' || rest.length > 0) return null;
  if (name === undefined || name === '') return listClusters();
  if (collection === undefined) return describeCluster(name);
  if (collection === 'identity-provider-configs' && id === undefined) return listIdentityProviders(name);
  if (collection !== 'pod-identity-associations') return null;
  return id === undefined ? listAssociations(name, query) : describeAssociation(name, id);
}

function listClusters(): EksOperation {
  return {
    name: 'ListClusters',
    subject: '',
    resource: ({ caller, region }) => `arn:aws:eks:${region}:${caller.accountId}:cluster/*`,
    run(call) {
      const names = ownClusters(call).map((cluster) => cluster.name);
      const page = pageOf([...names].sort(), maxResults(call.query), call.query.get('nextToken'), badToken());
      return { clusters: page.items, nextToken: page.next };
    },
  };
}

function describeCluster(name: string): EksOperation {
  return {
    name: 'DescribeCluster',
    subject: name,
    resource: clusterArn(name),
    run: (call) => ({ cluster: clusterDocument(clusterOf(call, name), call) }),
  };
}

function listIdentityProviders(name: string): EksOperation {
  return {
    name: 'ListIdentityProviderConfigs',
    subject: name,
    resource: clusterArn(name),
    run: (call) => ({
      identityProviderConfigs: clusterOf(call, name).identityProviders.map((config) => ({
        type: 'oidc',
        name: config,
      })),
    }),
  };
}

function listAssociations(name: string, query: URLSearchParams): EksOperation {
  const namespace = query.get('namespace');
  const serviceAccount = query.get('serviceAccount');
  return {
    name: 'ListPodIdentityAssociations',
    subject: namespace !== null && serviceAccount !== null ? `${namespace}/${serviceAccount}` : name,
    resource: clusterArn(name),
    run(call) {
      const cluster = clusterOf(call, name);
      const asked = cluster.associations.filter(
        (one) =>
          (namespace === null || one.namespace === namespace) &&
          (serviceAccount === null || one.serviceAccount === serviceAccount),
      );
      const page = pageOf(asked, maxResults(call.query), call.query.get('nextToken'), badToken());
      // The list holds no role ARNs: those are told one association at a time.
      return {
        associations: page.items.map((one) => ({
          clusterName: name,
          namespace: one.namespace,
          serviceAccount: one.serviceAccount,
          associationId: one.id,
          associationArn: associationArn(cluster, one.id),
          ownerArn: null,
        })),
        nextToken: page.next,
      };
    },
  };
}

function describeAssociation(name: string, id: string): EksOperation {
  return {
    name: 'DescribePodIdentityAssociation',
    subject: id,
    resource: ({ caller, region }) =>
      `arn:aws:eks:${region}:${caller.accountId}:podidentityassociation/${name}/${id}`,
    run(call) {
      const cluster = clusterOf(call, name);
      const one = cluster.associations.find((association) => association.id === id);
      if (one === undefined) {
        throw notFound(`The specified pod identity association ID ${id} is invalid.`);
      }
      return {
        association: {
          clusterName: name,
          namespace: one.namespace,
          serviceAccount: one.serviceAccount,
          roleArn: one.roleArn,
          disableSessionTags: one.disableSessionTags ?? false,
          ...(one.targetRoleArn === undefined
            ? {}
            : { targetRoleArn: one.targetRoleArn, externalId: externalIdOf(cluster, one) }),
          ...(one.policy === undefined ? {} : { policy: one.policy }),
          associationId: id,
          associationArn: associationArn(cluster, id),
          tags: {},
          createdAt: seconds(one.createdAt ?? cluster.createdAt),
          modifiedAt: seconds(one.createdAt ?? cluster.createdAt),
        },
      };
    },
  };
}

function clusterDocument(cluster: EksCluster, call: EksCall): object {
  const { url, certificate } = call.endpointOf(cluster);
  return {
    name: cluster.name,
    arn: cluster.arn,
    createdAt: seconds(cluster.createdAt),
    version: cluster.version,
    endpoint: url,
    roleArn: `arn:aws:iam::${cluster.accountId}:role/${cluster.name}-cluster`,
    resourcesVpcConfig: { endpointPublicAccess: true, endpointPrivateAccess: true, subnetIds: [] },
    kubernetesNetworkConfig: { serviceIpv4Cidr: '172.20.0.0/16', ipFamily: 'ipv4' },
    ...(cluster.issuer === null ? {} : { identity: { oidc: { issuer: cluster.issuer } } }),
    status: 'ACTIVE',
    certificateAuthority: { data: Buffer.from(certificate).toString('base64') },
    platformVersion: cluster.platformVersion,
    ...(cluster.isAutoMode
      ? { computeConfig: { enabled: true, nodePools: ['general-purpose', 'system'] } }
      : {}),
    tags: {},
  };
}

function clusterOf(call: EksCall, name: string): EksCluster {
  const cluster = ownClusters(call).find((one) => one.name === name);
  if (cluster === undefined) throw notFound(`No cluster found for name: ${name}.`);
  return cluster;
}

function ownClusters({ world, caller, region }: EksCall): readonly EksCluster[] {
  return world.clusters.filter((one) => one.accountId === caller.accountId && one.region === region);
}

function clusterArn(name: string): EksOperation['resource'] {
  return ({ caller, region }) => `arn:aws:eks:${region}:${caller.accountId}:cluster/${name}`;
}

function associationArn(cluster: EksCluster, id: string): string {
  return `arn:aws:eks:${cluster.region}:${cluster.accountId}:podidentityassociation/${cluster.name}/${id}`;
}

/** Region, account, cluster, namespace and service account, as EKS puts them together. Source: EKS User Guide, target roles. */
function externalIdOf(
  { region, accountId, name }: EksCluster,
  { namespace, serviceAccount }: PodIdentityAssociationRecord,
): string {
  return [region, accountId, name, namespace, serviceAccount].join('/');
}

function maxResults(query: URLSearchParams): number {
  const asked = Number(query.get('maxResults') ?? 100);
  if (Number.isInteger(asked) && asked >= 1 && asked <= 100) return asked;
  throw new AwsError('InvalidParameterException', 400, 'maxResults must be between 1 and 100');
}

function badToken(): AwsError {
  return new AwsError('InvalidParameterException', 400, 'The nextToken value is invalid.');
}

function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', 404, message);
}

/** EKS writes times as seconds since the epoch. */
function seconds(iso: string): number {
  return Date.parse(iso) / 1000;
}
