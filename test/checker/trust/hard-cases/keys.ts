import { AUDIENCE, HOST, OTHER_HOST, provider, SUBJECT, under } from '../policies.ts';
import { ALLOWED, AUD, besides, DENIED, type HardCase, ID, SUB, withKeys } from './hard-case.ts';

/** Condition keys that no token has, or not this one. */
export const KEYS: readonly HardCase[] = [
  ...(
    [
      ['a scheme', `https://${SUB}`],
      ['the ARN', `${provider()}:sub`],
      ['oidc-provider before it', `oidc-provider/${SUB}`],
      ['one digit of another cluster', `${HOST.replace(ID, ID.replace('4F1C', '4F2C'))}:sub`],
      ['a short id', `${HOST.slice(0, -1)}:sub`],
      ['another region', `${HOST.replace('eu-north-1', 'eu-west-1')}:sub`],
      ['a slash behind the issuer', `${HOST}/:sub`],
      ['a wildcard', 'oidc.eks.*:sub'],
      ['a placeholder', 'oidc.eks.eu-north-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E:sub'],
      ['another cluster', `${OTHER_HOST}:sub`],
    ] as const
  ).map(
    ([name, key]): HardCase => ({
      kind: 'key',
      name,
      document: withKeys({ [AUD]: AUDIENCE, [key]: SUBJECT }),
      ...DENIED,
      failing: [0, 'Condition', 'StringEquals', key],
      edits: /the key .* is corrected to/,
    }),
  ),
  {
    kind: 'key',
    name: 'in other case',
    document: withKeys({ [SUB.toUpperCase()]: SUBJECT, [AUD]: AUDIENCE }),
    ...ALLOWED,
  },
  {
    kind: 'key',
    name: 'without claim',
    document: withKeys({ [AUD]: AUDIENCE, [HOST]: SUBJECT }),
    decision: 'malformed',
    failing: [0, 'Condition', 'StringEquals', HOST],
    edits: /is corrected to/,
  },
  {
    kind: 'key',
    name: 'a claim that IAM drops',
    document: withKeys({ [AUD]: AUDIENCE, [SUB]: SUBJECT, [`${HOST}:kubernetes.io/namespace`]: 'checkout' }),
    ...DENIED,
    failing: [0, 'Condition', 'StringEquals', `${HOST}:kubernetes.io/namespace`],
    edits: /is removed/,
  },
  {
    kind: 'key',
    name: 'the issuer as a claim',
    document: withKeys({ [AUD]: AUDIENCE, [SUB]: SUBJECT, [`${HOST}:iss`]: `https://${HOST}` }),
    ...DENIED,
    failing: [0, 'Condition', 'StringEquals', `${HOST}:iss`],
    edits: /is removed/,
  },
  {
    kind: 'key',
    name: 'IfExists on a misspelt key opens the role',
    document: under({ StringEqualsIfExists: { [`${HOST}:subject`]: 'x' } }),
    ...ALLOWED,
  },
  {
    kind: 'key',
    name: 'ForAllValues on an absent key opens the role',
    document: under({ 'ForAllValues:StringEquals': { [`${OTHER_HOST}:sub`]: 'x' } }),
    ...ALLOWED,
  },
  {
    kind: 'key',
    name: 'ForAnyValue on an absent key closes it',
    document: besides({ 'ForAnyValue:StringLike': { [`${HOST}:amr`]: 'x' } }),
    ...DENIED,
    failing: [0, 'Condition', 'ForAnyValue:StringLike', `${HOST}:amr`],
    edits: /is removed/,
  },
  {
    kind: 'key',
    name: 'a negated operator on an absent key holds',
    document: under({ StringNotEquals: { [`${OTHER_HOST}:sub`]: 'x' } }),
    ...ALLOWED,
  },
  {
    kind: 'key',
    name: 'an external id',
    document: besides({ StringLike: { 'sts:ExternalId': '*' } }),
    ...DENIED,
    failing: [0, 'Condition', 'StringLike', 'sts:ExternalId'],
    edits: /is removed/,
  },
];
