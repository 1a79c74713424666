import { describe, expect, it } from 'vitest';
import { asPolicyText, exactResource } from '../../../src/checker/permissions/exact-resource.ts';
import { meantResource } from '../../../src/checker/permissions/meant-resource.ts';
import { statementsOf } from '../../../src/checker/permissions/policy-statements.ts';
import { nameOfStatement, weighPolicies } from '../../../src/checker/permissions/weigh-policies.ts';
import type { JsonObject } from '../../../src/checker/trust/types.ts';

function policy(...statements: readonly JsonObject[]) {
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return { name: 'queues', arn: null, document };
}

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:jobs';
const allow = (changes: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Action: 'sqs:SendMessage',
  Resource: QUEUE,
  ...changes,
});

describe('what policies say of one action on one resource', () => {
  it.each<[string, JsonObject, string]>([
    ['the action and the resource themselves', allow(), 'true'],
    ['actions without regard to case', allow({ Action: 'SQS:sendmessage' }), 'true'],
    ['a wildcard in the action', allow({ Action: 'sqs:Send*' }), 'true'],
    ['everything', allow({ Action: '*', Resource: '*' }), 'true'],
    ['a wildcard in the resource', allow({ Resource: 'arn:aws:sqs:*:111122223333:j?bs' }), 'true'],
    ['another action', allow({ Action: 'sqs:ReceiveMessage' }), 'false'],
    ['another resource', allow({ Resource: `${QUEUE}-2` }), 'false'],
    ['resources with regard to case', allow({ Resource: QUEUE.replace('jobs', 'Jobs') }), 'false'],
    ['one of several', allow({ Action: ['s3:*', 'sqs:*'], Resource: ['x', QUEUE] }), 'true'],
    ['NotAction', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, 'true'],
    ['NotAction that leaves it out', { Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' }, 'false'],
    ['NotResource', { Effect: 'Allow', Action: '*', NotResource: QUEUE }, 'false'],
    ['a condition', allow({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }), 'unknown'],
    ['a variable', allow({ Resource: 'arn:aws:sqs:eu-west-1:111122223333:${aws:username}' }), 'unknown'],
    ['a variable that cannot fit', allow({ Resource: 'arn:aws:s3:::${aws:username}' }), 'false'],
    ['no resource at all', { Effect: 'Allow', Action: '*' }, 'false'],
  ])('reads %s', (_, statement, allows) => {
    expect(weighPolicies([policy(statement)], 'sqs:SendMessage', QUEUE).allows).toBe(allows);
  });

  it('lets a certain Deny be found before one that hangs on a condition', () => {
    const conditional = { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Null: { a: 'true' } } };
    const certain = { Sid: 'Stop', Effect: 'Deny', Action: 'sqs:*', Resource: QUEUE };
    const { deny } = weighPolicies([policy(allow(), conditional, certain)], 'sqs:SendMessage', QUEUE);
    expect(deny?.isCertain).toBe(true);
    expect(deny && nameOfStatement(deny.statement)).toBe('Statement[2] (Stop) of policy queues');
    const open = weighPolicies([policy(conditional)], 'sqs:SendMessage', QUEUE).deny;
    expect(open?.isCertain).toBe(false);
  });

  it('knows nothing of a resource that was not named, unless everything is meant', () => {
    expect(weighPolicies([policy(allow())], 'sqs:SendMessage', null).allows).toBe('unknown');
    expect(weighPolicies([policy(allow({ Resource: '*' }))], 'sqs:SendMessage', null).allows).toBe('true');
  });

  it.each(['', 'nonsense', '[]', '{"Statement":7}'])(
    'takes %j for a policy that says nothing',
    (document) => {
      const { allows, deny } = weighPolicies([{ name: 'x', arn: null, document }], 's3:GetObject', null);
      expect(allows).toBe('false');
      expect(deny?.isCertain ?? false).toBe(false);
    },
  );
});

describe('the resource that was probably meant', () => {
  it.each<[string, string, string, string | null]>([
    [
      'account',
      'arn:aws:sqs:eu-west-1:111122223333:jobs',
      'arn:aws:sqs:eu-west-1:444455556666:jobs',
      'account',
    ],
    [
      'region',
      'arn:aws:sqs:eu-west-1:111122223333:jobs',
      'arn:aws:sqs:us-east-1:111122223333:jobs',
      'region',
    ],
    ['bucket', 'arn:aws:s3:::example-photos/*', 'arn:aws:s3:::exmaple-photos/a/b.jpg', 'name'],
    [
      'table',
      'arn:aws:dynamodb:eu-west-1:111122223333:table/orders',
      'arn:aws:dynamodb:eu-west-1:111122223333:table/order',
      'name',
    ],
    ['nothing alike', 'arn:aws:s3:::example-photos/*', 'arn:aws:s3:::invoices/1', null],
    [
      'another service',
      'arn:aws:sns:eu-west-1:111122223333:jobs',
      'arn:aws:sqs:eu-west-1:111122223333:jobs',
      null,
    ],
    [
      'names too short to tell',
      'arn:aws:sqs:eu-west-1:111122223333:abc',
      'arn:aws:sqs:eu-west-1:111122223333:abd',
      null,
    ],
    ['everything', '*', 'arn:aws:s3:::invoices/1', null],
  ])('is told by %s', (_, pattern, resource, differsIn) => {
    const statements = statementsOf([policy(allow({ Resource: pattern }))]);
    expect(meantResource(statements, resource)?.differsIn ?? null).toBe(differsIn);
  });
});

describe('an exact resource', () => {
  it.each([
    [QUEUE, true],
    ['arn:aws:s3:::bucket/key with space', false],
    ['arn:aws:s3:::bucket/*', false],
    ['arn:aws:s3:::bu?ket', false],
    ['arn:aws:sqs:eu-west-1:************:jobs', false],
    ['arn:aws:sqs:eu-west-1:<account>:jobs', false],
    ['role payments', false],
    ['*', false],
    [`arn:aws:s3:::${'a'.repeat(2000)}`, false],
    ['arn:aws-cn:s3:::bucket/key', true],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', true],
  ])('is one whole ARN: %s', (text, isExact) => {
    expect(exactResource(text)).toBe(isExact ? text : null);
  });

  it('cannot become a variable of the policy that it is put into', () => {
    const hostile = 'arn:aws:s3:::bucket/${aws:username}';
    const written = asPolicyText(hostile);
    const { allows } = weighPolicies(
      [policy(allow({ Action: 's3:GetObject', Resource: written }))],
      's3:GetObject',
      hostile,
    );
    expect(allows).toBe('true');
    expect(
      weighPolicies(
        [policy(allow({ Action: 's3:GetObject', Resource: written }))],
        's3:GetObject',
        'arn:aws:s3:::bucket/alice',
      ).allows,
    ).toBe('false');
  });
});
