import { describe, expect, it } from 'vitest';
import { evaluateTrustPolicy } from '../../../src/checker/trust/evaluate.ts';
import type { Decision, JsonValue, TrustRequest } from '../../../src/checker/trust/types.ts';
import {
  ACCOUNT,
  AUDIENCE,
  HOST,
  OTHER_HOST,
  policy,
  provider,
  REQUEST,
  SUBJECT,
  statement,
  sub,
  under,
} from './policies.ts';

const key = `${HOST}:sub`;
const aud = `${HOST}:aud`;

type Case = readonly [name: string, document: JsonValue, decision: Decision, request?: Partial<TrustRequest>];

const gov = 'oidc.eks.us-gov-west-1.amazonaws.com/id/4F1C0DE5A9B84C7D8E2F60718293A4B5';

const CASES: readonly Case[] = [
  ['subject and audience equal', policy(statement()), 'allowed'],
  [
    'a namespace that is misspelled',
    under(sub('StringEquals', 'system:serviceaccount:check-out:cart')),
    'implicitDeny',
  ],
  [
    'a service account that is misspelled',
    under(sub('StringEquals', 'system:serviceaccount:checkout:carts')),
    'implicitDeny',
  ],
  [
    'a subject in other case',
    under(sub('StringEquals', 'system:serviceaccount:Checkout:cart')),
    'implicitDeny',
  ],
  ['a subject without its prefix', under(sub('StringEquals', 'checkout:cart')), 'implicitDeny'],
  ['one of several subjects', under(sub('StringEquals', ['system:serviceaccount:a:b', SUBJECT])), 'allowed'],
  ['another audience', under({ StringEquals: { [aud]: 'sts.eu-north-1.amazonaws.com' } }), 'implicitDeny'],
  ['no condition on the audience', under({ StringEquals: { [key]: SUBJECT } }), 'allowed'],
  [
    'no condition at all',
    policy({
      Effect: 'Allow',
      Principal: { Federated: provider() },
      Action: 'sts:AssumeRoleWithWebIdentity',
    }),
    'allowed',
  ],
  ['an empty condition', under({}), 'allowed'],
  ['an operator without keys', under({ StringEquals: {} }), 'allowed'],
  ['keys in another case', under({ StringEquals: { [key.toUpperCase()]: SUBJECT } }), 'allowed'],
  ['the key of another cluster', under({ StringEquals: { [`${OTHER_HOST}:sub`]: SUBJECT } }), 'implicitDeny'],
  [
    'keys of two clusters',
    under({ StringEquals: { [key]: SUBJECT, [`${OTHER_HOST}:sub`]: SUBJECT } }),
    'implicitDeny',
  ],
  ['a key with its scheme', under({ StringEquals: { [`https://${key}`]: SUBJECT } }), 'implicitDeny'],
  ['a key that is an ARN', under({ StringEquals: { [`${provider()}:sub`]: SUBJECT } }), 'implicitDeny'],
  ['a wildcard in the key', under({ StringLike: { 'oidc.eks.*:sub': SUBJECT } }), 'implicitDeny'],
  ['a claim that IAM does not take', under({ StringEquals: { [`${HOST}:email`]: 'a@b.c' } }), 'implicitDeny'],
  [
    'the provider of another cluster',
    policy(statement({ Principal: { Federated: provider(OTHER_HOST) } })),
    'implicitDeny',
  ],
  [
    'a provider in another account',
    policy(statement({ Principal: { Federated: provider(HOST, '999999999999') } })),
    'implicitDeny',
  ],
  [
    'a provider in another partition',
    policy(statement({ Principal: { Federated: provider(HOST, ACCOUNT, 'aws-cn') } })),
    'implicitDeny',
  ],
  [
    'a provider with a slash too many',
    policy(statement({ Principal: { Federated: `${provider()}/` } })),
    'implicitDeny',
  ],
  [
    'one of several providers',
    policy(statement({ Principal: { Federated: [provider(OTHER_HOST), provider()] } })),
    'allowed',
  ],
  [
    'a provider beside a service',
    policy(statement({ Principal: { Service: 'ec2.amazonaws.com', Federated: provider() } })),
    'allowed',
  ],
  ['an account', policy(statement({ Principal: { AWS: ACCOUNT } })), 'implicitDeny'],
  [
    'a provider that every account has',
    policy(statement({ Principal: { Federated: 'accounts.google.com' }, Condition: {} })),
    'allowed',
    { issuer: 'https://accounts.google.com' },
  ],
  ['everybody', policy(statement({ Principal: { AWS: '*' } })), 'allowed'],
  [
    'GovCloud',
    policy(statement({ Principal: { Federated: provider(gov, ACCOUNT, 'aws-us-gov') }, Condition: {} })),
    'allowed',
    { issuer: gov },
  ],
  [
    'GovCloud with the partition aws',
    policy(statement({ Principal: { Federated: provider(gov) }, Condition: {} })),
    'implicitDeny',
    { issuer: gov },
  ],
  [
    'a role in another partition than its issuer',
    policy(statement({ Principal: { Federated: provider(HOST, ACCOUNT, 'aws-cn') } })),
    'allowed',
    { partition: 'aws-cn' },
  ],
  ['an action in another case', policy(statement({ Action: 'STS:assumerolewithwebidentity' })), 'allowed'],
  [
    'an action with a wildcard',
    policy(statement({ Action: ['sts:TagSession', 'sts:AssumeRole*'] })),
    'allowed',
  ],
  ['sts:AssumeRole alone', policy(statement({ Action: 'sts:AssumeRole' })), 'implicitDeny'],
  [
    'NotAction that leaves the action in',
    policy({ Effect: 'Allow', Principal: { Federated: provider() }, NotAction: 'sts:TagSession' }),
    'allowed',
  ],
  [
    'NotAction that takes the action out',
    policy({ Effect: 'Allow', Principal: { Federated: provider() }, NotAction: 'sts:AssumeRoleWith*' }),
    'implicitDeny',
  ],
  [
    'a star under StringEquals',
    under(sub('StringEquals', 'system:serviceaccount:checkout:*')),
    'implicitDeny',
  ],
  ['a star under StringLike', under(sub('StringLike', 'system:serviceaccount:checkout:*')), 'allowed'],
  ['a star that crosses colons', under(sub('StringLike', 'system:*:cart')), 'allowed'],
  [
    'a question mark for one letter',
    under(sub('StringLike', 'system:serviceaccount:checkout:c?rt')),
    'allowed',
  ],
  [
    'a question mark for no letter',
    under(sub('StringLike', 'system:serviceaccount:checkout:cart?')),
    'implicitDeny',
  ],
  [
    'brackets, which are no classes',
    under(sub('StringLike', 'system:serviceaccount:checkout:c[a]rt')),
    'implicitDeny',
  ],
  [
    'a dot, which is no wildcard',
    under(sub('StringLike', 'system:serviceaccount:checkout:c.rt')),
    'implicitDeny',
  ],
  ['StringEqualsIgnoreCase', under(sub('StringEqualsIgnoreCase', SUBJECT.toUpperCase())), 'allowed'],
  ['StringNotEquals with the subject', under(sub('StringNotEquals', SUBJECT)), 'implicitDeny'],
  ['StringNotEquals with others', under(sub('StringNotEquals', ['x', 'y'])), 'allowed'],
  ['StringNotLike with one that matches', under(sub('StringNotLike', ['x', 'system:*'])), 'implicitDeny'],
  ['a negated operator on an absent key', under({ StringNotEquals: { 'saml:aud': 'x' } }), 'allowed'],
  ['IfExists on an absent key', under({ StringEqualsIfExists: { [`${OTHER_HOST}:sub`]: 'x' } }), 'allowed'],
  ['IfExists on a present key', under({ StringEqualsIfExists: { [key]: 'x' } }), 'implicitDeny'],
  ['ForAnyValue with a match', under({ 'ForAnyValue:StringLike': { [key]: ['x', 'system:*'] } }), 'allowed'],
  [
    'ForAnyValue on an absent key',
    under({ 'ForAnyValue:StringEquals': { 'saml:aud': 'x' } }),
    'implicitDeny',
  ],
  [
    'negated ForAnyValue on an absent key',
    under({ 'ForAnyValue:StringNotEquals': { 'saml:aud': 'x' } }),
    'implicitDeny',
  ],
  ['ForAllValues on an absent key', under({ 'ForAllValues:StringEquals': { 'saml:aud': 'x' } }), 'allowed'],
  ['ForAllValues without a match', under({ 'ForAllValues:StringEquals': { [key]: 'x' } }), 'implicitDeny'],
  ['Null false on a present key', under({ Null: { [key]: 'false' } }), 'allowed'],
  ['Null false as a boolean', under({ Null: { [key]: false } }), 'allowed'],
  ['Null true on a present key', under({ Null: { [key]: 'true' } }), 'implicitDeny'],
  ['Null true on an absent key', under({ Null: { 'sts:ExternalId': true } }), 'allowed'],
  ['Null with ForAllValues', under({ 'ForAllValues:Null': { [key]: 'true' } }), 'allowed'],
  ['Null with ForAnyValue', under({ 'ForAnyValue:Null': { [key]: 'false' } }), 'implicitDeny'],
  ['an external id, which no token has', under({ StringEquals: { 'sts:ExternalId': '1' } }), 'implicitDeny'],
  ['ArnLike on the subject, which is no ARN', under({ ArnLike: { [key]: 'system:*' } }), 'implicitDeny'],
  ['a number against the subject', under({ NumericEquals: { [key]: 5 } }), 'implicitDeny'],
  ['a negated number against the subject', under({ NumericNotEquals: { [key]: 5 } }), 'unknown'],
  ['an address against the subject', under({ IpAddress: { [key]: '10.0.0.0/8' } }), 'implicitDeny'],
  ['the bytes of the subject', under({ BinaryEquals: { [key]: btoa(SUBJECT) } }), 'unknown'],
  ['other bytes', under({ BinaryEquals: { [key]: SUBJECT } }), 'implicitDeny'],
  ['an empty list', under({ StringEquals: { [key]: [] } }), 'implicitDeny'],
  [
    'a date that has come',
    under({ DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }),
    'allowed',
  ],
  ['a date that has passed', under({ DateLessThan: { 'aws:CurrentTime': '2026-01-01' } }), 'implicitDeny'],
  ['a date in seconds', under({ DateLessThan: { 'aws:EpochTime': 1_900_000_000 } }), 'allowed'],
  ['seconds as a number', under({ NumericLessThan: { 'aws:EpochTime': '1900000000' } }), 'allowed'],
  ['a date that is none', under({ DateLessThan: { 'aws:CurrentTime': 'tomorrow' } }), 'implicitDeny'],
  ['a source address', under({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }), 'unknown'],
  ['a source address that is excluded', under({ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }), 'unknown'],
  ['any value of a key that may be absent', under({ StringLike: { 'aws:PrincipalArn': '*' } }), 'unknown'],
  [
    'any value of such a key if it exists',
    under({ StringLikeIfExists: { 'aws:PrincipalArn': '*' } }),
    'allowed',
  ],
  ['any session name', under({ StringLike: { 'sts:RoleSessionName': '*' } }), 'allowed'],
  [
    'any session name of two letters or more',
    under({ StringLike: { 'sts:RoleSessionName': '??*' } }),
    'allowed',
  ],
  ['some session name', under({ StringLike: { 'sts:RoleSessionName': 'cart-*' } }), 'unknown'],
  [
    'a session name that cannot be',
    under({ StringEquals: { 'sts:RoleSessionName': 'a/b' } }),
    'implicitDeny',
  ],
  ['a session name that must be absent', under({ Null: { 'sts:RoleSessionName': 'true' } }), 'implicitDeny'],
  [
    'an unknown key beside one that fails',
    under({ StringEquals: { [key]: 'x' }, IpAddress: { 'aws:SourceIp': '10.0.0.1' } }),
    'implicitDeny',
  ],
  [
    'a variable without a value',
    under(sub('StringEquals', 'system:serviceaccount:${NAMESPACE}:cart')),
    'implicitDeny',
  ],
  ['a variable without a value, negated', under(sub('StringNotEquals', '${NAMESPACE}')), 'allowed'],
  [
    'a variable with a default',
    under(sub('StringEquals', "system:serviceaccount:${saml:org, 'checkout'}:cart")),
    'allowed',
  ],
  ['a variable that is the audience', under({ StringLike: { [aud]: `\${${aud}}` } }), 'allowed'],
  ['an escaped star', under(sub('StringLike', 'system:serviceaccount:checkout:${*}')), 'implicitDeny'],
  ['an unresolved value beside a good one', under(sub('StringEquals', ['${NAMESPACE}', SUBJECT])), 'allowed'],
  ['a variable of an unknown key', under(sub('StringEquals', '${aws:PrincipalArn}')), 'unknown'],
  [
    'a variable in the old version',
    { Version: '2008-10-17', Statement: statement({ Condition: sub('StringNotEquals', '${x}') }) },
    'allowed',
  ],
  ['one statement as an object', { Version: '2012-10-17', Statement: statement() }, 'allowed'],
  ['the second of two statements', policy(statement({ Action: 'sts:AssumeRole' }), statement()), 'allowed'],
  [
    'conditions split over two statements',
    policy(
      statement({ Condition: { StringEquals: { [key]: 'x' } } }),
      statement({ Condition: { StringEquals: { [aud]: 'x' } } }),
    ),
    'implicitDeny',
  ],
  ['a Deny behind an Allow', policy(statement(), statement({ Effect: 'Deny' })), 'explicitDeny'],
  ['a Deny before an Allow', policy(statement({ Effect: 'Deny' }), statement()), 'explicitDeny'],
  [
    'a Deny for somebody else',
    policy(statement(), statement({ Effect: 'Deny', Condition: sub('StringEquals', 'x') })),
    'allowed',
  ],
  [
    'a Deny unless the key equals, absent',
    policy(
      statement(),
      statement({ Effect: 'Deny', Condition: { StringNotEqualsIfExists: { [`${OTHER_HOST}:sub`]: 'x' } } }),
    ),
    'explicitDeny',
  ],
  [
    'a Deny that is undetermined',
    policy(statement(), statement({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': false } } })),
    'unknown',
  ],
  [
    'an undetermined Deny and no Allow',
    policy(statement({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': false } } })),
    'implicitDeny',
  ],
  [
    'an undetermined Allow beside a certain one',
    policy(statement({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }), statement()),
    'allowed',
  ],
];

describe('evaluateTrustPolicy', () => {
  for (const [name, document, decision, changes] of CASES) {
    it(`decides ${name}: ${decision}`, () => {
      const request = { ...REQUEST, ...changes };
      const evaluation = evaluateTrustPolicy(document, request);
      expect(evaluation.decision, evaluation.reasons.join(' ')).toBe(decision);
      expect(evaluation.reasons.length).toBeGreaterThan(0);
      expect(evaluation.failing === null).toBe(decision === 'allowed');
      expect(evaluateTrustPolicy(JSON.stringify(document), request)).toEqual(evaluation);
    });
  }

  it('leaves dates open where the time is not given', () => {
    const { now: _now, ...timeless } = REQUEST;
    const document = under({ DateLessThan: { 'aws:CurrentTime': '2020-01-01' } });
    expect(evaluateTrustPolicy(document, timeless).decision).toBe('unknown');
  });

  it('names the condition that fails, as it is written', () => {
    const document = under({ stringequals: { [key.toUpperCase()]: 'system:serviceaccount:checkout:cat' } });
    const { failing } = evaluateTrustPolicy(document, REQUEST, { live: true });
    expect(failing).toEqual({
      statement: 0,
      element: 'Condition',
      operator: 'stringequals',
      key: key.toUpperCase(),
      expected: 'system:serviceaccount:checkout:cat',
      actual: SUBJECT,
    });
  });

  it('speaks of the statement that comes closest, not of the first', () => {
    const document = policy(
      { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
      statement({ Condition: sub('StringEquals', 'system:serviceaccount:billing:ledger') }),
      statement({ Condition: sub('StringEquals', 'system:serviceaccount:checkout:cat') }),
    );
    const evaluation = evaluateTrustPolicy(document, REQUEST);
    expect(evaluation.closest).toBe(2);
    expect(evaluation.failing).toMatchObject({
      statement: 2,
      element: 'Condition',
      operator: 'StringEquals',
      key,
    });
  });

  it('names the principal before the conditions', () => {
    const document = policy(
      statement({
        Principal: { Federated: provider(HOST, '999999999999') },
        Condition: { StringEquals: { [key]: 'x' } },
      }),
    );
    expect(evaluateTrustPolicy(document, REQUEST).failing).toMatchObject({
      element: 'Principal',
      operator: null,
      key: null,
      expected: provider(HOST, '999999999999'),
      actual: provider(),
    });
  });

  it('names the unknown Deny where an Allow holds', () => {
    const document = policy(
      statement(),
      statement({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
    expect(evaluateTrustPolicy(document, REQUEST).failing).toMatchObject({
      statement: 1,
      element: 'Condition',
      operator: 'Bool',
      key: 'aws:SecureTransport',
    });
  });

  it('decides a live policy that IAM would not take anew, and says what it would object to', () => {
    const document = { Version: '2012-10-17', Statement: [statement({ Sid: 'not allowed' })] };
    expect(evaluateTrustPolicy(document, REQUEST).decision).toBe('malformed');
    const live = evaluateTrustPolicy(document, REQUEST, { live: true });
    expect(live.decision).toBe('allowed');
    expect(live.problems).toHaveLength(1);
  });

  it.each([
    ['NotPrincipal', { Effect: 'Allow', NotPrincipal: { Federated: provider(OTHER_HOST) }, Action: 'sts:*' }],
    ['an operator that does not exist', statement({ Condition: { StringIs: { [aud]: AUDIENCE } } })],
    ['a value that cannot be read', statement({ Condition: { StringEquals: { [aud]: { a: 1 } } } })],
  ])('never calls a live policy with %s allowed', (_name, written) => {
    expect(evaluateTrustPolicy(policy(written), REQUEST, { live: true }).decision).toBe('unknown');
  });
});
