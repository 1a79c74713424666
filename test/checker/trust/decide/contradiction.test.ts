import { describe, expect, it } from 'vitest';
import { evaluateTrustPolicy } from '../../../../src/checker/trust/evaluate.ts';
import type { Decision, JsonObject } from '../../../../src/checker/trust/types.ts';
import { policy, REQUEST, SUBJECT, statement, sub, under } from '../policies.ts';

const VPC = 'aws:SourceVpc';

const CASES: readonly (readonly [string, JsonObject, Decision])[] = [
  [
    'one network and not that network',
    { StringEquals: { [VPC]: 'vpc-1' }, StringNotEquals: { [VPC]: 'vpc-1' } },
    'implicitDeny',
  ],
  [
    'one network and another',
    { StringEquals: { [VPC]: 'vpc-1' }, StringLike: { [VPC]: 'vpc-2*' } },
    'implicitDeny',
  ],
  [
    'one of two networks and another',
    { StringEquals: { [VPC]: ['vpc-1', 'vpc-2'] }, StringLike: { [VPC]: 'vpc-2*' } },
    'unknown',
  ],
  [
    'a network in two spellings of the key',
    { StringEquals: { [VPC]: 'vpc-1' }, StringLike: { 'AWS:sourcevpc': 'vpc-2' } },
    'implicitDeny',
  ],
  [
    'a key that is there and is not',
    { Null: { [VPC]: 'true' }, StringEquals: { [VPC]: 'vpc-1' } },
    'implicitDeny',
  ],
  [
    'a key that is there and one of its values',
    { Null: { [VPC]: 'false' }, StringEquals: { [VPC]: 'vpc-1' } },
    'unknown',
  ],
  [
    'a key that is not there, unless it fits',
    { Null: { [VPC]: 'true' }, StringEqualsIfExists: { [VPC]: 'vpc-1' } },
    'unknown',
  ],
  [
    'a value that is no number and a number',
    { StringEquals: { 'sts:DurationSeconds': 'x' }, NumericLessThan: { 'sts:DurationSeconds': '900' } },
    'implicitDeny',
  ],
  [
    'a number and a greater one',
    {
      NumericEquals: { 'sts:DurationSeconds': 900 },
      NumericGreaterThan: { 'sts:DurationSeconds': '900.0' },
    },
    'implicitDeny',
  ],
  [
    'one of two numbers and a greater one',
    {
      NumericEquals: { 'sts:DurationSeconds': [900, 3600] },
      NumericGreaterThan: { 'sts:DurationSeconds': 900 },
    },
    'unknown',
  ],
  [
    'a boolean and its opposite',
    {
      Bool: { 'aws:SecureTransport': true },
      BoolIfExists: { 'aws:SecureTransport': 'FALSE' },
    },
    'implicitDeny',
  ],
  [
    'two values of a key that can have several',
    { StringEquals: { 'aws:TagKeys': 'a' }, StringLike: { 'aws:TagKeys': 'b' } },
    'unknown',
  ],
  [
    'two session names',
    { StringEquals: { 'sts:RoleSessionName': 'ab' }, StringLike: { 'sts:RoleSessionName': 'c*' } },
    'implicitDeny',
  ],
];

describe('conditions on a key whose value nobody knows', () => {
  it.each(CASES)('that ask for %s', (_name, extra, decision) => {
    const condition = { StringEquals: {}, ...sub('StringLike', SUBJECT), ...extra };
    const evaluation = evaluateTrustPolicy(under(condition), REQUEST);
    expect(evaluation.decision).toBe(decision);
    expect(evaluation.failing?.element).toBe('Condition');
  });

  it('do not make a Deny apply that contradicts itself', () => {
    const deny = statement({
      Effect: 'Deny',
      Condition: { StringEquals: { [VPC]: 'vpc-1' }, StringNotEquals: { [VPC]: 'vpc-1' } },
    });
    expect(evaluateTrustPolicy(policy(statement(), deny), REQUEST).decision).toBe('allowed');
  });

  it('name the one that cannot be met any more', () => {
    const document = under({
      ...sub('StringLike', SUBJECT),
      Null: { [VPC]: true },
      IpAddress: { [VPC]: '10.0.0.0/8' },
    });
    const { failing, reasons } = evaluateTrustPolicy(document, REQUEST);
    expect(failing).toMatchObject({ operator: 'IpAddress', key: VPC });
    expect(reasons[0]).toMatch(/other condition on it/);
  });
});
