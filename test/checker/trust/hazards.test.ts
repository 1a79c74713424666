import { describe, expect, it } from 'vitest';
import { evaluateTrustPolicy } from '../../../src/checker/trust/evaluate.ts';
import type { JsonValue } from '../../../src/checker/trust/types.ts';
import { AUDIENCE, HOST, OTHER_HOST, policy, REQUEST, SUBJECT, statement, sub, under } from './policies.ts';

const CASES: readonly (readonly [string, JsonValue, readonly string[]])[] = [
  ['nothing in the usual policy', sub('StringEquals', SUBJECT), []],
  ['no condition', {}, ['no-subject', 'no-audience']],
  ['no audience', { StringEquals: { [`${HOST}:sub`]: SUBJECT } }, ['no-audience']],
  ['no subject', { StringEquals: { [`${HOST}:aud`]: AUDIENCE } }, ['no-subject']],
  ['any subject', sub('StringLike', '*'), ['no-subject']],
  [
    'a wildcard as service account',
    sub('StringLike', 'system:serviceaccount:checkout:*'),
    ['wildcard-service-account'],
  ],
  [
    'a wildcard in the namespace',
    sub('StringLike', 'system:serviceaccount:check*:cart'),
    ['wildcard-namespace'],
  ],
  ['an excluded subject', sub('StringNotEquals', 'x'), ['no-subject', 'negated-subject']],
  ['ForAllValues', sub('ForAllValues:StringEquals', SUBJECT), ['for-all-values']],
  ['IfExists', sub('StringEqualsIfExists', SUBJECT), ['if-exists']],
  ['nothing where nobody gets in', { StringEquals: { [`${OTHER_HOST}:sub`]: SUBJECT } }, []],
];

describe('hazards', () => {
  it('sees that everybody is trusted', () => {
    const open = statement({
      Principal: { AWS: '*' },
      Condition: { StringEquals: { [`${HOST}:aud`]: AUDIENCE } },
    });
    const { hazards } = evaluateTrustPolicy(policy(open, statement({ Principal: { AWS: '*' } })), REQUEST);
    expect(hazards).toEqual([
      { statement: 0, kind: 'no-subject', message: expect.stringMatching(/trusts everybody/) },
    ]);
  });

  it.each(CASES)('sees %s', (_name, condition, kinds) => {
    const { hazards } = evaluateTrustPolicy(under(condition), REQUEST);
    expect(hazards.map(({ kind }) => kind)).toEqual(kinds);
    for (const hazard of hazards) expect(hazard.message).toMatch(/^Statement\[0\]: /);
  });
});
