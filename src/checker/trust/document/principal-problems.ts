import { parseProviderArn } from '../provider-arn.ts';
import type { JsonObject } from '../types.ts';
import { isObject, listOf, member } from './json.ts';
import { shorten } from './shorten.ts';

/** Kinds of principals that a role may trust. Canonical users are known to bucket policies only. */
const TYPES = new Set(['AWS', 'Federated', 'Service']);

/** Why IAM would refuse the principals of a statement of a trust policy. */
export function principalProblems(statement: JsonObject, where: string): readonly string[] {
  const problems: string[] = [];
  const principal = member(statement, 'Principal');
  if (Object.hasOwn(statement, 'NotPrincipal')) {
    problems.push(`${where} has NotPrincipal, which trust policies do not support.`);
    if (principal === undefined) return problems;
    problems.push(`${where} has both Principal and NotPrincipal.`);
  }
  if (principal === undefined) return [...problems, `${where} has no Principal.`];
  if (!isObject(principal)) {
    return [
      ...problems,
      `${where}.Principal must be an object such as { "Federated": "arn:…" }, in a trust policy even for "*".`,
    ];
  }
  const types = Object.entries(principal);
  if (types.length === 0) problems.push(`${where}.Principal is empty.`);
  for (const [type, written] of types) {
    if (!TYPES.has(type)) {
      problems.push(
        `${where}.Principal has "${shorten(type)}", which is no kind of principal that a role can trust.`,
      );
      continue;
    }
    const values = listOf(written);
    if (values.length === 0) problems.push(`${where}.Principal.${type} is empty.`);
    for (const value of values) {
      const fault = typeof value === 'string' ? principalFault(type, value) : 'is not text';
      if (fault !== null) problems.push(`${where}.Principal.${type} ${fault}.`);
    }
  }
  return problems;
}

function principalFault(type: string, value: string): string | null {
  if (value.includes('${')) return `"${shorten(value)}" holds a variable; principals cannot have one`;
  if (value.trim() === '') return 'has an empty value';
  if (type === 'Federated') return federatedFault(value);
  const hasWildcard = /[*?]/.test(value);
  if (type === 'AWS' && value !== '*' && hasWildcard)
    return `"${shorten(value)}" holds a wildcard; no part of an ARN can be one`;
  return null;
}

/** IAM: federated principals are ARNs of OIDC or SAML providers, or the domain names of the built-in providers. */
function federatedFault(value: string): string | null {
  if (/[*?]/.test(value)) return `"${shorten(value)}" holds a wildcard; a provider must be named in full`;
  if (parseProviderArn(value) !== null) return null;
  if (/^arn:[^:]+:iam::[^:]+:saml-provider\/.+$/.test(value)) return null;
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(value)) return null;
  return `"${shorten(value)}" is neither the ARN of a provider (arn:aws:iam::ACCOUNT:oidc-provider/HOST) nor a domain name`;
}
