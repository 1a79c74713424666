import { describe, expect, it } from 'vitest';
import { checkTrustPolicyDocument } from '../../../src/sandbox/aws/trust-policy-document.ts';

const statement = {
  Effect: 'Allow',
  Principal: { Federated: 'arn:aws:iam::222233334444:oidc-provider/oidc.eks.eu-north-1.amazonaws.com/id/AB' },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: { StringEquals: { 'oidc.eks.eu-north-1.amazonaws.com/id/AB:sub': 'x' } },
};
const { Action: _action, ...withoutAction } = statement;
const { Principal: _principal, ...withoutPrincipal } = statement;
const { Effect: _effect, ...withoutEffect } = statement;
const check = (document: unknown) => () =>
  checkTrustPolicyDocument(typeof document === 'string' ? document : JSON.stringify(document));
const withStatement = (changed: object) => ({ Version: '2012-10-17', Statement: [changed] });

describe('a trust policy that IAM saves', () => {
  it.each([
    ['one statement in a list', withStatement(statement)],
    ['a statement that is no list', { Version: '2012-10-17', Statement: statement }],
    ['no version', { Statement: [statement] }],
    ['a service', withStatement({ ...statement, Principal: { Service: 'ec2.amazonaws.com' } })],
    [
      'a set operator',
      withStatement({ ...statement, Condition: { 'ForAnyValue:StringLikeIfExists': { 'a:b': 'c' } } }),
    ],
    ['Null', withStatement({ ...statement, Condition: { Null: { 'a:b': 'true' } } })],
  ])('has %s', (_name, document) => {
    expect(check(document)).not.toThrow();
  });
});

describe('a trust policy that IAM refuses', () => {
  it.each([
    ['text', 'this is no JSON', 'MalformedPolicyDocument', 'This policy contains invalid Json'],
    ['a list', '[]', 'MalformedPolicyDocument', 'Syntax errors in policy.'],
    ['null', 'null', 'MalformedPolicyDocument', 'Syntax errors in policy.'],
    [
      'no statement',
      { Version: '2012-10-17' },
      'MalformedPolicyDocument',
      'Missing required field Statement',
    ],
    [
      'another version',
      { Version: '2020', Statement: [statement] },
      'MalformedPolicyDocument',
      'Syntax errors',
    ],
    ['no effect', withStatement(withoutEffect), 'MalformedPolicyDocument', 'Missing required field Effect'],
    [
      'another effect',
      withStatement({ ...statement, Effect: 'allow' }),
      'MalformedPolicyDocument',
      'Invalid effect',
    ],
    [
      'no principal',
      withStatement(withoutPrincipal),
      'MalformedPolicyDocument',
      'Missing required field Principal',
    ],
    ['no action', withStatement(withoutAction), 'MalformedPolicyDocument', 'Missing required field Action'],
    [
      'a resource',
      withStatement({ ...statement, Resource: '*' }),
      'MalformedPolicyDocument',
      'Has prohibited field Resource',
    ],
    [
      'an unknown field',
      withStatement({ ...statement, Actions: 'x' }),
      'MalformedPolicyDocument',
      'Syntax errors',
    ],
    [
      'another service',
      withStatement({ ...statement, Action: 's3:GetObject' }),
      'MalformedPolicyDocument',
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [
      'a URL as principal',
      withStatement({ ...statement, Principal: { Federated: 'https://oidc.example' } }),
      'MalformedPolicyDocument',
      'Federated principals must be valid domain names or SAML metadata ARNs',
    ],
    [
      'an operator in small letters',
      withStatement({ ...statement, Condition: { stringEquals: { 'a:b': 'c' } } }),
      'MalformedPolicyDocument',
      'Invalid Condition type : stringEquals',
    ],
    [
      'IfExists behind Null',
      withStatement({ ...statement, Condition: { NullIfExists: { 'a:b': 'true' } } }),
      'MalformedPolicyDocument',
      'Invalid Condition type : NullIfExists',
    ],
    [
      'a key with a scheme',
      withStatement({ ...statement, Condition: { StringEquals: { 'https://a:b': 'c' } } }),
      'MalformedPolicyDocument',
      'Condition can contain only one colon.',
    ],
    [
      'a key without a colon',
      withStatement({ ...statement, Condition: { StringEquals: { sub: 'c' } } }),
      'MalformedPolicyDocument',
      'Invalid Condition key',
    ],
    [
      'more than 2,048 characters',
      withStatement({ ...statement, Sid: 'a'.repeat(2048) }),
      'LimitExceeded',
      'Cannot exceed quota for ACLSizePerRole: 2048',
    ],
  ])('has %s', (_name, document, code, message) => {
    expect(check(document)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  it('does not count white space', () => {
    const document = `${JSON.stringify(withStatement(statement))}${' \n'.repeat(2000)}`;
    expect(check(document)).not.toThrow();
  });
});
