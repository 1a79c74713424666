import type { PrincipalElement, PrincipalEntry } from '../document/policy.ts';
import type { Truth } from '../types.ts';
import type { RequestContext } from './request-context.ts';

/** Providers that every account has, named by their domain instead of an ARN. */
const BUILT_IN = new Set([
  'accounts.google.com',
  'cognito-identity.amazonaws.com',
  'graph.facebook.com',
  'www.amazon.com',
]);

/**
 * Whether a statement's principals take in a web identity of the request's issuer. Providers are compared exactly; accounts, roles and
 * services never are a web identity, and `{ "AWS": "*" }` is everybody. NotPrincipal, which no trust policy may have, excludes surely but
 * admits nobody for certain. Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
export function principalTruth(principal: PrincipalElement, context: RequestContext): Truth {
  const isNamed = principal.entries.some((entry) => takesIn(entry, context));
  if (principal.isNegated) return isNamed ? 'false' : 'unknown';
  return isNamed ? 'true' : 'false';
}

function takesIn(entry: PrincipalEntry, context: RequestContext): boolean {
  if (entry.type === 'Federated') {
    return entry.value === context.providerArn || (entry.value === context.host && BUILT_IN.has(entry.value));
  }
  return entry.type === 'AWS' && entry.value === '*';
}
