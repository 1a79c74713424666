import { describe, expect, it } from 'vitest';
import { evaluateTrustPolicy } from '../../../../src/checker/trust/evaluate.ts';
import type { JsonObject } from '../../../../src/checker/trust/types.ts';
import { policy, provider, REQUEST, statement } from '../policies.ts';

const GITHUB = 'token.actions.githubusercontent.com';

function github(condition: JsonObject, changes: JsonObject = {}): JsonObject {
  return policy(statement(), {
    Effect: 'Allow',
    Principal: { Federated: provider(GITHUB) },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: condition,
    ...changes,
  });
}

const TAKEN: readonly (readonly [string, JsonObject])[] = [
  ['a repository', github({ StringEquals: { [`${GITHUB}:sub`]: 'repo:shop/cart:ref:refs/heads/main' } })],
  ['a pattern', github({ StringLike: { [`${GITHUB}:SUB`]: 'repo:shop/*' } })],
  ['one pattern among wildcards', github({ StringLike: { [`${GITHUB}:sub`]: ['*', 'repo:shop/*'] } })],
  ['a Deny', github({}, { Effect: 'Deny' })],
  ['an action that is not for tokens', github({}, { Action: 'sts:TagSession' })],
  ['a provider that nobody else has', github({}, { Principal: { Federated: provider('oidc.example.org') } })],
  [
    'an audience of Vercel',
    github(
      { StringEquals: { 'oidc.vercel.com:aud': 'https://vercel.com/shop' } },
      { Principal: { Federated: provider('oidc.vercel.com') } },
    ),
  ],
];

const REFUSED: readonly (readonly [string, JsonObject, string])[] = [
  ['no condition', github({}), `${GITHUB}:sub`],
  [
    'the audience only',
    github({ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }),
    `${GITHUB}:sub`,
  ],
  ['nothing but wildcards', github({ StringLike: { [`${GITHUB}:sub`]: ['*', '?*'] } }), `${GITHUB}:sub`],
  ['an exclusion', github({ StringNotLike: { [`${GITHUB}:sub`]: 'repo:evil/*' } }), `${GITHUB}:sub`],
  ['the key of another issuer', github({ StringLike: { 'gitlab.com:sub': 'x' } }), `${GITHUB}:sub`],
  [
    'Cognito without an identity pool',
    github({}, { Principal: { Federated: 'cognito-identity.amazonaws.com' } }),
    'cognito-identity.amazonaws.com:aud',
  ],
  ['every action of STS', github({}, { Action: 'sts:*' }), `${GITHUB}:sub`],
];

describe('a shared provider', () => {
  it.each(TAKEN)('may be trusted with %s', (_name, document) => {
    expect(evaluateTrustPolicy(document, REQUEST).problems).toEqual([]);
  });

  it.each(REFUSED)('may not be trusted with %s', (_name, document, key) => {
    const { decision, failing, problems } = evaluateTrustPolicy(document, REQUEST);
    expect(decision).toBe('malformed');
    expect(failing).toMatchObject({ statement: 1, element: 'Condition', key });
    expect(problems[0]).toContain(key);
  });

  it('is evaluated as it stands where the role is older than the rule', () => {
    expect(evaluateTrustPolicy(github({}), REQUEST, { live: true }).decision).toBe('allowed');
  });
});
