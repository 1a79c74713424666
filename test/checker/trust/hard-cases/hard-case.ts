import type {
  Decision,
  Failing,
  JsonObject,
  JsonValue,
  TrustRequest,
} from '../../../../src/checker/trust/types.ts';
import { AUDIENCE, HOST, OTHER_HOST, provider, SUBJECT, statement, sub, under } from '../policies.ts';

/** A policy as people write them, what IAM makes of it, what is to blame, and what is proposed. */
export interface HardCase {
  readonly kind: string;
  readonly name: string;
  readonly document: string | JsonValue;
  readonly request?: Partial<TrustRequest>;
  readonly decision: Decision;
  /** Statement, element, operator and key; null where it is allowed. */
  readonly failing:
    | readonly [Failing['statement'], Failing['element'], (string | null)?, (string | null)?]
    | null;
  /** What the edits say, or `none` and why nothing is proposed. */
  readonly edits: RegExp | 'none';
  readonly reason?: RegExp;
}

export const SUB = `${HOST}:sub`;
export const AUD = `${HOST}:aud`;
export const ID = '4F1C0DE5A9B84C7D8E2F60718293A4B5';
export const ALLOWED = { decision: 'allowed', failing: null, edits: 'none', reason: /already/ } as const;
export const DENIED = { decision: 'implicitDeny' } as const;
export const subject = (value: JsonValue, operator = 'StringEquals'): JsonObject =>
  under(sub(operator, value));
export const onSub = (operator = 'StringEquals') => [0, 'Condition', operator, SUB] as const;
export const onAud = [0, 'Condition', 'StringEquals', AUD] as const;
export const withKeys = (keys: JsonObject, operator = 'StringEquals'): JsonObject =>
  under({ [operator]: keys });
export const besides = (condition: JsonObject): JsonObject =>
  under({ StringEquals: { [AUD]: AUDIENCE, [SUB]: SUBJECT }, ...condition });
export const deny = (changes: JsonObject): JsonObject =>
  statement({ Sid: 'Keep', Effect: 'Deny', ...changes });
export const ec2: JsonObject = {
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
};
export const elsewhere: JsonObject = {
  Effect: 'Allow',
  Principal: { Federated: provider(OTHER_HOST) },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: { StringEquals: { [`${OTHER_HOST}:aud`]: AUDIENCE, [`${OTHER_HOST}:sub`]: SUBJECT } },
};
