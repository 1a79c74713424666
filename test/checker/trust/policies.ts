import { templateStatement } from '../../../src/checker/trust/template.ts';
import type { JsonObject, JsonValue, TrustRequest } from '../../../src/checker/trust/types.ts';

/** The cluster, account and service account that the tests ask about. */
export const HOST = 'oidc.eks.eu-north-1.amazonaws.com/id/4F1C0DE5A9B84C7D8E2F60718293A4B5';
export const OTHER_HOST = 'oidc.eks.us-east-2.amazonaws.com/id/90ABCDEF12345678FEDCBA0987654321';
export const ACCOUNT = '210987654321';
export const SUBJECT = 'system:serviceaccount:checkout:cart';
export const AUDIENCE = 'sts.amazonaws.com';

export const REQUEST: TrustRequest = {
  accountId: ACCOUNT,
  issuer: `https://${HOST}`,
  subject: SUBJECT,
  audience: AUDIENCE,
  now: Date.UTC(2026, 5, 1),
};

export function provider(host = HOST, accountId = ACCOUNT, partition = 'aws'): string {
  return `arn:${partition}:iam::${accountId}:oidc-provider/${host}`;
}

/** A working statement with some of its members replaced. */
export function statement(changes: JsonObject = {}): JsonObject {
  return { ...templateStatement(REQUEST), ...changes };
}

/** A policy of these statements. */
export function policy(...statements: readonly JsonValue[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements };
}

/** A policy of one working statement with another Condition. */
export function under(condition: JsonValue): JsonObject {
  return policy(statement({ Condition: condition }));
}

/** A Condition of one operator on `sub`, with the audience required. */
export function sub(operator: string, value: JsonValue): JsonObject {
  return operator === 'StringEquals'
    ? { StringEquals: { [`${HOST}:aud`]: AUDIENCE, [`${HOST}:sub`]: value } }
    : { StringEquals: { [`${HOST}:aud`]: AUDIENCE }, [operator]: { [`${HOST}:sub`]: value } };
}
