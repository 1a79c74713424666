import { describe, expect, it } from 'vitest';
import { evaluateTrustPolicy } from '../../../src/checker/trust/evaluate.ts';
import type { JsonObject, JsonValue } from '../../../src/checker/trust/types.ts';
import { AUDIENCE, HOST, policy, provider, REQUEST, statement, under } from './policies.ts';

const aud = `${HOST}:aud`;
const { Effect: _effect, ...withoutEffect } = statement();
const { Principal: _principal, ...withoutPrincipal } = statement();
const { Action: _action, ...withoutAction } = statement();

const REFUSED: readonly (readonly [string, JsonValue, RegExp])[] = [
  ['text that is not JSON', '{', /not valid JSON/],
  ['a list', [], /not a JSON object/],
  ['null', null, /not a JSON object/],
  ['an unknown version', { ...policy(statement()), Version: '2012-10-18' }, /Version is "2012-10-18"/],
  ['a version that is no text', { ...policy(statement()), Version: 2012 }, /Version/],
  ['an unknown element', { ...policy(statement()), Statements: [] }, /"Statements"/],
  ['no statement', { Version: '2012-10-17' }, /no Statement/],
  ['an empty statement list', policy(), /Statement is empty/],
  ['a statement that is text', policy('x'), /Statement\[0\] is not an object/],
  ['no effect', policy(withoutEffect), /no Effect/],
  ['an effect in lower case', policy(statement({ Effect: 'allow' })), /exactly "Allow" or "Deny"/],
  ['no principal', policy(withoutPrincipal), /no Principal/],
  ['a principal without members', policy(statement({ Principal: {} })), /Principal is empty/],
  ['a bare star', policy(statement({ Principal: '*' })), /must be an object/],
  ['NotPrincipal', policy({ ...withoutPrincipal, NotPrincipal: { AWS: '*' } }), /NotPrincipal/],
  [
    'a kind of principal that roles cannot trust',
    policy(statement({ Principal: { CanonicalUser: 'x' } })),
    /CanonicalUser/,
  ],
  [
    'a provider with a wildcard',
    policy(statement({ Principal: { Federated: `${provider()}*` } })),
    /wildcard/,
  ],
  [
    'a provider with a variable',
    policy(statement({ Principal: { Federated: 'arn:aws:iam::${x}:oidc-provider/h' } })),
    /variable/,
  ],
  [
    'a provider that is a URL',
    policy(statement({ Principal: { Federated: `https://${HOST}` } })),
    /neither the ARN/,
  ],
  [
    'a provider that is a host with a path',
    policy(statement({ Principal: { Federated: HOST } })),
    /neither the ARN/,
  ],
  ['an empty provider', policy(statement({ Principal: { Federated: '' } })), /empty value/],
  [
    'part of an account ARN as a wildcard',
    policy(statement({ Principal: { AWS: 'arn:aws:iam::123456789012:role/*' } })),
    /wildcard/,
  ],
  ['no action', policy(withoutAction), /no Action/],
  ['an empty action list', policy(statement({ Action: [] })), /Action is empty/],
  [
    'Action beside NotAction',
    policy(statement({ NotAction: 'sts:TagSession' })),
    /both Action and NotAction/,
  ],
  ['every action', policy(statement({ Action: '*' })), /AssumeRole actions/],
  [
    'an action of another service',
    policy(statement({ Action: ['sts:AssumeRoleWithWebIdentity', 's3:GetObject'] })),
    /s3:GetObject/,
  ],
  [
    'a misspelled action',
    policy(statement({ Action: 'sts:AssumeRoleWithWebIdendity' })),
    /sts:AssumeRoleWithWebIdendity/,
  ],
  ['Resource', policy(statement({ Resource: '*' })), /Resource/],
  ['a Sid with a space', policy(statement({ Sid: 'a b' })), /Sid/],
  ['a Sid twice', policy(statement({ Sid: 'a' }), statement({ Sid: 'a' })), /more than once/],
  ['a condition that is a list', under([]), /Condition is not an object/],
  ['an unknown operator', under({ StringMatches: { [aud]: AUDIENCE } }), /no condition operator/],
  ['an operator in lower case', under({ stringLike: { [aud]: AUDIENCE } }), /spelled "StringLike"/],
  ['NullIfExists', under({ NullIfExists: { [aud]: 'true' } }), /no condition operator/],
  [
    'an unknown set prefix',
    under({ 'ForSomeValues:StringLike': { [aud]: AUDIENCE } }),
    /no condition operator/,
  ],
  ['keys that are no object', under({ StringEquals: AUDIENCE }), /not an object of keys/],
  ['a key without a vendor', under({ StringEquals: { sub: 'x' } }), /a vendor or issuer/],
  ['a key twice', under({ StringEquals: { [aud]: 'x', [aud.toUpperCase()]: 'x' } }), /twice/],
  ['a null value', under({ StringEquals: { [aud]: null } }), /neither text, number nor boolean/],
  ['a list in a list', under({ StringEquals: { [aud]: [['x']] } }), /neither text, number nor boolean/],
];

const ACCEPTED: readonly (readonly [string, JsonObject])[] = [
  ['no version', { Statement: [statement()] }],
  ['an id', { Id: 'x', ...policy(statement()) }],
  ['empty Sids', policy(statement({ Sid: '' }), statement({ Sid: '' }))],
  ['a provider of the built-in kind', policy(statement({ Principal: { Federated: 'accounts.google.com' } }))],
  [
    'a SAML provider',
    policy(statement({ Principal: { Federated: 'arn:aws:iam::123456789012:saml-provider/x' } })),
  ],
  [
    'numbers and booleans as values',
    under({ Bool: { 'aws:SecureTransport': [true, 'false'] }, NumericEquals: { 'a:b': 1 } }),
  ],
  ['values that can never match', under({ DateEquals: { 'aws:CurrentTime': 'never' } })],
  ['an empty list of values', under({ StringEquals: { [aud]: [] } })],
  ['tagging beside', policy(statement({ Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] }))],
];

describe('documentProblems', () => {
  it.each(REFUSED)('refuses %s', (_name, document, problem) => {
    const evaluation = evaluateTrustPolicy(document, REQUEST);
    expect(evaluation.decision).toBe('malformed');
    expect(evaluation.problems.join('\n')).toMatch(problem);
  });

  it.each(ACCEPTED)('takes %s', (_name, document) => {
    expect(evaluateTrustPolicy(document, REQUEST).problems).toEqual([]);
  });
});
