import { coversWebIdentity } from '../decide/action-truth.ts';
import { parseProviderArn } from '../provider-arn.ts';
import type { JsonObject } from '../types.ts';
import { isObject, listOf, member, scalarText } from './json.ts';
import { parseOperator } from './operator.ts';
import { type Problem, problemAt } from './problem.ts';

/**
 * Issuers that many customers share, and the key that tells whose token it is. Source: IAM User Guide, "Identity-provider controls for
 * shared OIDC providers" (IBM Turbonomic is left out: its issuer changes). No issuer of EKS is shared.
 */
const TENANT_KEYS: ReadonlyMap<string, string> = new Map([
  ['token.actions.githubusercontent.com', 'token.actions.githubusercontent.com:sub'],
  ['vstoken.actions.githubusercontent.com', 'vstoken.actions.githubusercontent.com:sub'],
  [
    'oidc-configuration.audit-log.githubusercontent.com',
    'oidc-configuration.audit-log.githubusercontent.com:sub',
  ],
  ['gitlab.com', 'gitlab.com:sub'],
  ['agent.buildkite.com', 'agent.buildkite.com:sub'],
  ['app.terraform.io', 'app.terraform.io:sub'],
  ['oidc.codefresh.io', 'oidc.codefresh.io:sub'],
  ['studio.datachain.ai/api', 'studio.datachain.ai/api:sub'],
  ['scalr.io', 'scalr.io:sub'],
  ['tokens.cloud.shisho.dev', 'tokens.cloud.shisho.dev:sub'],
  ['proidc.upbound.io', 'proidc.upbound.io:sub'],
  ['api.pulumi.com/oidc', 'api.pulumi.com/oidc:aud'],
  ['sandboxes.cloud', 'sandboxes.cloud:aud'],
  ['oidc.vercel.com', 'oidc.vercel.com:aud'],
  ['cognito-identity.amazonaws.com', 'cognito-identity.amazonaws.com:aud'],
  ['sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d', 'sts:RoleSessionName'],
]);

/** Since 2025 IAM refuses an Allow that trusts a shared provider without saying whose tokens of it are meant. */
export function sharedProviderProblems(statement: JsonObject, index: number): readonly Problem[] {
  if (member(statement, 'Effect') !== 'Allow' || !coversTokens(statement)) return [];
  const principal = member(statement, 'Principal');
  if (!isObject(principal)) return [];
  const hosts = listOf(member(principal, 'Federated') ?? []).flatMap((value) =>
    typeof value === 'string' ? [parseProviderArn(value)?.host ?? value] : [],
  );
  return [...new Set(hosts)].flatMap((host) => {
    const key = TENANT_KEYS.get(host);
    if (key === undefined || names(statement, key)) return [];
    const message =
      `Statement[${index}] trusts ${host}, which many customers share, ` +
      `but does not say by ${key} whose tokens are meant.`;
    return [{ ...problemAt(index, 'Condition', message), key }];
  });
}

function coversTokens(statement: JsonObject): boolean {
  const covered = (name: string): boolean =>
    listOf(member(statement, name) ?? []).some(
      (action) => typeof action === 'string' && coversWebIdentity(action),
    );
  return Object.hasOwn(statement, 'NotAction') ? !covered('NotAction') : covered('Action');
}

/** Whether a condition gives the key at least one value that is more than wildcards. */
function names(statement: JsonObject, key: string): boolean {
  const condition = member(statement, 'Condition');
  if (!isObject(condition)) return false;
  return Object.entries(condition).some(([text, keys]) => {
    const operator = parseOperator(text);
    if (operator?.family !== 'string' || operator.isNegated || !isObject(keys)) return false;
    return Object.entries(keys).some(
      ([written, value]) =>
        written.toLowerCase() === key.toLowerCase() &&
        listOf(value).some((item) => /[^*?]/.test(scalarText(item) ?? '')),
    );
  });
}
