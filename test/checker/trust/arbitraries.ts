import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/checker/trust/types.ts';
import { AUDIENCE, HOST, OTHER_HOST, provider, SUBJECT } from './policies.ts';

/** Subjects that clusters can have. */
export const SUBJECTS = [
  SUBJECT,
  'system:serviceaccount:checkout:carts',
  'system:serviceaccount:checkout:web',
  'system:serviceaccount:billing:cart',
  'system:serviceaccount:billing:ledger',
];

export const AUDIENCES = [AUDIENCE, 'vault', 'sts.eu-north-1.amazonaws.com'];

const subjectValue = fc.constantFrom(
  ...SUBJECTS,
  'system:serviceaccount:checkout:*',
  'system:serviceaccount:*:cart',
  'system:serviceaccount:billing:?????r',
  'checkout:cart',
  '${NAMESPACE}:cart',
  'system:*',
);

const audienceValue = fc.constantFrom(...AUDIENCES, '*', SUBJECT);

const several = (value: fc.Arbitrary<string>): fc.Arbitrary<JsonValue> =>
  fc.oneof({ weight: 3, arbitrary: value }, fc.uniqueArray(value, { minLength: 1, maxLength: 3 }));

const key = (claim: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(`${HOST}:${claim}`) },
    fc.constantFrom(`${OTHER_HOST}:${claim}`, `https://${HOST}:${claim}`, `${HOST.toLowerCase()}:${claim}`),
  );

const block = (operator: string): fc.Arbitrary<readonly [string, JsonObject]> =>
  fc
    .record({
      sub: fc.option(fc.tuple(key('sub'), several(subjectValue)), { freq: 4 }),
      aud: fc.option(fc.tuple(key('aud'), several(audienceValue)), { freq: 3 }),
    })
    .map(
      ({ sub, aud }) => [operator, Object.fromEntries([aud, sub].filter((pair) => pair !== null))] as const,
    );

/** Positive operators on text. */
export const POSITIVE = ['StringEquals', 'StringLike', 'StringEqualsIgnoreCase', 'ForAnyValue:StringEquals'];

/** A Condition, mostly of the usual kind. `operators` are those that may occur. */
export function condition(operators: readonly string[]): fc.Arbitrary<JsonObject> {
  return fc
    .uniqueArray(
      fc.oneof({ weight: 4, arbitrary: fc.constant('StringEquals') }, fc.constantFrom(...operators)),
      {
        maxLength: 2,
      },
    )
    .chain((chosen) => fc.tuple(...chosen.map(block)))
    .map((blocks) => Object.fromEntries(blocks));
}

const principal: fc.Arbitrary<JsonObject> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<JsonObject>({ Federated: provider() }) },
  fc.constantFrom<JsonObject>(
    { Federated: provider(OTHER_HOST) },
    { Federated: [provider(OTHER_HOST), provider()] },
    { Federated: provider(HOST, '999999999999') },
    { Service: 'ec2.amazonaws.com' },
    { Service: 'ec2.amazonaws.com', Federated: provider() },
  ),
);

const action: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<JsonValue>('sts:AssumeRoleWithWebIdentity') },
  fc.constantFrom<JsonValue>('sts:AssumeRole', ['sts:TagSession', 'sts:AssumeRoleWithWebIdentity'], 'sts:*'),
);

const OPERATORS = [
  ...POSITIVE,
  'StringNotEquals',
  'StringNotLike',
  'StringEqualsIfExists',
  'ForAllValues:StringLike',
  'ForAnyValue:StringNotEquals',
];

/** A statement that IAM would save. */
export function statements(
  effect: 'Allow' | 'Deny' = 'Allow',
  operators: readonly string[] = OPERATORS,
): fc.Arbitrary<JsonObject> {
  return fc
    .record({ principal, action, condition: condition(operators), isLimited: fc.boolean(), hangs: fc.nat(9) })
    .map(({ principal, action, condition, hangs }) => ({
      Effect: effect,
      Principal: principal,
      Action: action,
      Condition: hangs === 0 ? { ...condition, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } : condition,
    }));
}

/** A policy of Allows that IAM would save. */
export const policies: fc.Arbitrary<JsonObject> = fc
  .array(statements(), { minLength: 1, maxLength: 4 })
  .map((all) => ({ Version: '2012-10-17', Statement: all }));
