import { describe, expect, it } from 'vitest';
import { evaluateTrustPolicy } from '../../../../src/checker/trust/evaluate.ts';
import type { ConditionFault, JsonValue, PrincipalFault } from '../../../../src/checker/trust/types.ts';
import {
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
} from '../policies.ts';

const ID = HOST.slice(HOST.lastIndexOf('/') + 1);

function conditionsOf(condition: JsonValue) {
  const evaluation = evaluateTrustPolicy(under(condition), REQUEST);
  return evaluation.statements[0]?.conditions.filter(({ truth }) => truth === 'false') ?? [];
}

describe('differences of a condition', () => {
  const VALUES: readonly (readonly [string, string, JsonValue, readonly ConditionFault[], RegExp])[] = [
    [
      'a namespace',
      'StringEquals',
      'system:serviceaccount:checkouts:cart',
      ['namespace-differs'],
      /^namespace is checkouts, not checkout \(one letter too many\)/,
    ],
    [
      'a service account',
      'StringEquals',
      'system:serviceaccount:checkout:card',
      ['service-account-differs'],
      /^service account is card, not cart \(one letter differs\)/,
    ],
    [
      'both',
      'StringEquals',
      'system:serviceaccount:billing:ledger',
      ['namespace-differs', 'service-account-differs'],
      /^namespace is billing, not checkout$/,
    ],
    [
      'both, swapped',
      'StringEquals',
      'system:serviceaccount:cart:checkout',
      ['namespace-differs', 'service-account-differs'],
      /swapped/,
    ],
    [
      'the case of a namespace before a wildcard',
      'StringLike',
      'system:serviceaccount:Checkout:*',
      ['namespace-differs', 'case-differs'],
      /^namespace is Checkout, not checkout \(only the case of letters differs\)/,
    ],
    [
      'the case of a service account under a pattern',
      'StringLike',
      'system:serviceaccount:check*:CAR?',
      ['service-account-differs', 'case-differs'],
      /^service account is CAR\?, not cart/,
    ],
    [
      'a character that cannot be seen',
      'StringEquals',
      'system:serviceaccount:check\u200bout:cart',
      ['namespace-differs'],
      /cannot be seen/,
    ],
    [
      'the closest of a list',
      'StringEquals',
      ['system:serviceaccount:a:b', 'system:serviceaccount:checkout:kart'],
      ['service-account-differs'],
      /kart/,
    ],
    ['case', 'StringEquals', 'system:serviceaccount:checkout:Cart', ['case-differs'], /case/],
    ['white space', 'StringEquals', `${SUBJECT} `, ['whitespace'], /white space/],
    [
      'a missing prefix',
      'StringEquals',
      'checkout:cart',
      ['wrong-subject-form'],
      /prefix system:serviceaccount: is missing/,
    ],
    ['a slash', 'StringEquals', 'system:serviceaccount:checkout/cart', ['wrong-subject-form'], /slash/],
    [
      'a plural',
      'StringEquals',
      'system:serviceaccounts:checkout:cart',
      ['wrong-subject-form'],
      /serviceaccounts/,
    ],
    [
      'a literal star',
      'StringEquals',
      'system:serviceaccount:checkout:*',
      ['literal-wildcard'],
      /wildcard stands for itself/,
    ],
    [
      'a star elsewhere',
      'StringLike',
      'system:serviceaccount:billing:*',
      ['namespace-differs'],
      /namespace is billing/,
    ],
    [
      'a template',
      'StringEquals',
      'system:serviceaccount:{{ ns }}:cart',
      ['placeholder', 'namespace-differs'],
      /placeholder/,
    ],
    ['an audience', 'StringEquals', AUDIENCE, ['swapped-sub-and-aud'], /swapped/],
  ];

  it.each(VALUES)('tells %s', (_name, operator, value, faults, difference) => {
    const [failed] = conditionsOf(sub(operator, value));
    expect(failed).toMatchObject({ operator, keyKind: 'sub', got: SUBJECT, faults });
    expect(failed?.differences[0]).toMatch(difference);
  });

  const KEYS: readonly (readonly [string, string, string, readonly ConditionFault[], RegExp])[] = [
    ['a scheme', `https://${HOST}:sub`, 'malformed', ['key-has-scheme', 'absent-key'], /https/],
    ['an ARN', `${provider()}:sub`, 'malformed', ['key-is-arn', 'absent-key'], /ARN/],
    ['a wildcard', 'oidc.eks.*:sub', 'malformed', ['key-has-wildcard', 'absent-key'], /wildcard/],
    ['a trailing slash', `${HOST}/:sub`, 'malformed', ['key-trailing-slash', 'absent-key'], /slash/],
    [
      'another cluster',
      `${OTHER_HOST}:sub`,
      'other-issuer',
      ['key-of-another-cluster', 'absent-key'],
      /cluster is/,
    ],
    [
      'a letter of the id',
      `${HOST.slice(0, -1)}6:sub`,
      'other-issuer',
      ['key-of-another-cluster', 'absent-key'],
      /one letter differs/,
    ],
    [
      'a short id',
      `${HOST.slice(0, -1)}:sub`,
      'other-issuer',
      ['key-of-another-cluster', 'absent-key'],
      /cut short/,
    ],
    [
      'another region',
      `oidc.eks.eu-north-2.amazonaws.com/id/${ID}:sub`,
      'other-issuer',
      ['key-of-another-cluster', 'absent-key'],
      /region is eu-north-2/,
    ],
    ['a claim that IAM does not take', `${HOST}:iss`, 'other-claim', ['absent-key'], /sub and aud only/],
    ['a key of other requests', 's3:prefix', 'unrecognised', ['absent-key'], /no part/],
    ['an external id', 'sts:ExternalId', 'aws', ['absent-key'], /no such key/],
  ];

  it.each(KEYS)('tells %s in a key', (_name, key, keyKind, faults, difference) => {
    const [failed] = conditionsOf({ StringEquals: { [key]: SUBJECT } });
    expect(failed).toMatchObject({ key, keyKind, got: null, faults });
    expect(failed?.differences[0]).toMatch(difference);
  });

  it('tells a key without a claim', () => {
    const document = under({ StringEquals: { [HOST]: SUBJECT } });
    const evaluation = evaluateTrustPolicy(document, REQUEST, { live: true });
    expect(evaluation.statements[0]?.conditions[0]?.faults).toEqual(['key-without-claim', 'absent-key']);
  });

  it('tells keys of two clusters in one statement', () => {
    const [failed] = conditionsOf({
      StringEquals: { [`${HOST}:sub`]: SUBJECT, [`${OTHER_HOST}:sub`]: SUBJECT },
    });
    expect(failed?.faults).toContain('two-clusters');
    expect(failed?.differences[0]).toMatch(/never both/);
  });
});

describe('differences of a principal', () => {
  const PRINCIPALS: readonly (readonly [string, JsonValue, readonly PrincipalFault[], RegExp])[] = [
    ['only a service', { Service: 'pods.eks.amazonaws.com' }, ['no-federated-principal'], /no OIDC provider/],
    [
      'another account',
      { Federated: provider(HOST, '111111111111') },
      ['other-account'],
      /account is 111111111111/,
    ],
    [
      'another partition',
      { Federated: provider(HOST, REQUEST.accountId, 'aws-cn') },
      ['other-partition'],
      /partition is aws-cn/,
    ],
    [
      'another region',
      { Federated: provider(`oidc.eks.eu-west-3.amazonaws.com/id/${ID}`) },
      ['other-region'],
      /region is eu-west-3/,
    ],
    ['another cluster', { Federated: provider(OTHER_HOST) }, ['other-cluster'], /cluster is/],
    [
      'another provider',
      { Federated: provider('token.actions.githubusercontent.com') },
      ['other-provider'],
      /issuer is/,
    ],
    [
      'the host form of an old README',
      { Federated: provider(`oidc.eu-north-1.eks.amazonaws.com/${ID}`) },
      ['wrong-host-form'],
      /issuer is/,
    ],
    ['case', { Federated: provider(HOST.toLowerCase()) }, ['case-differs'], /case/],
    ['a domain name', { Federated: 'oidc.example.org' }, ['not-an-arn'], /not the ARN/],
  ];

  it.each(PRINCIPALS)('tells %s', (_name, principal, faults, difference) => {
    const evaluation = evaluateTrustPolicy(policy(statement({ Principal: principal })), REQUEST, {
      live: true,
    });
    expect(evaluation.statements[0]?.principal).toMatchObject({ truth: 'false', faults, got: provider() });
    expect(evaluation.statements[0]?.principal.differences[0]).toMatch(difference);
  });
});
