import { describe, expect, it } from 'vitest';
import { evaluateTrustPolicy } from '../../../../src/checker/trust/evaluate.ts';
import type { JsonValue } from '../../../../src/checker/trust/types.ts';
import { HOST, REQUEST, under } from '../policies.ts';

/** Operator, value of the policy, subjects that meet it, subjects that do not. Issuers that are no clusters put anything into `sub`. */
const CASES: readonly (readonly [string, JsonValue, readonly string[], readonly string[]])[] = [
  ['IpAddress', '10.1.2.3', ['10.1.2.3'], ['10.1.2.4', '110.1.2.3']],
  ['IpAddress', '10.0.0.0/8', ['10.0.0.0', '10.255.255.255', '10.1.2.3'], ['11.0.0.0', '9.255.255.255']],
  ['IpAddress', '192.168.1.129/25', ['192.168.1.128', '192.168.1.255'], ['192.168.1.127', '192.168.2.200']],
  ['IpAddress', '0.0.0.0/0', ['203.0.113.9'], ['2001:db8::1']],
  ['IpAddress', '2001:db8::/32', ['2001:db8::1', '2001:DB8:0:0:1::2'], ['2001:db9::1', '10.1.2.3']],
  ['IpAddress', '::ffff', ['::ffff', '0:0:0:0:0:0:0:ffff'], ['::fffe']],
  ['IpAddress', ['10.0.0.0/33', '256.1.1.1', '10.1', 'x'], [], ['10.0.0.0', '256.1.1.1']],
  ['NotIpAddress', ['10.0.0.0/8', '172.16.0.0/12'], ['192.168.0.1'], ['10.1.2.3', '172.31.0.1']],
  ['NumericEquals', '5', ['5', '5.0', '+5'], ['6', '5 ', '0x5', '5e0', '']],
  ['NumericNotEquals', 5, ['6', '-5'], ['5.00']],
  ['NumericLessThan', 5, ['4.99', '-6'], ['5', '10']],
  ['NumericLessThanEquals', 5, ['5', '4'], ['5.01']],
  ['NumericGreaterThan', ['100', '5'], ['6', '101'], ['5', '-7']],
  ['NumericGreaterThanEquals', 5, ['5'], ['4']],
  [
    'DateEquals',
    '2026-01-01T00:00:00Z',
    ['2026-01-01T01:00:00+01:00', '1767225600', '2026-01-01'],
    ['2026-01-02'],
  ],
  ['DateNotEquals', '1767225600', ['2026-01-02T00:00:00Z'], ['2026-01-01T00:00:00.000Z']],
  ['DateLessThan', '2026-01-01', ['2025-12-31T23:59:59Z', '12345'], ['2026-01-01', 'today', '2025-13-01']],
  ['DateGreaterThanEquals', '2026', ['2026-01-01', '2027'], ['2025-12-31', 'x']],
  ['Bool', true, ['true', 'TRUE'], ['false', '1', 'yes']],
  ['Bool', ['False', 'x'], ['false'], ['true', 'x']],
  [
    'ArnLike',
    'arn:aws:iam::*:role/*',
    ['arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/a:b'],
    ['arn:aws:iam:1:2:role/a', 'arn:aws:iam::1:2:role/a', 'arn:aws:iam'],
  ],
  [
    'ArnEquals',
    'arn:*:s3:::b?cket',
    ['arn:aws:s3:::bucket'],
    ['arn:aws:s3:::bbucket', 'arn:aws:x:s3:::bucket'],
  ],
  ['ArnLike', 'arn:aws:*', [], ['arn:aws:iam::1:role/a']],
  ['ArnLike', '*', [], ['arn:aws:iam::1:role/a']],
  ['ArnNotLike', 'arn:aws:iam::1:role/a', ['arn:aws:iam::2:role/a'], ['arn:aws:iam::1:role/a']],
];

const decide = (operator: string, value: JsonValue, subject: string) =>
  evaluateTrustPolicy(under({ [operator]: { [`${HOST}:sub`]: value } }), { ...REQUEST, subject }).decision;

describe.each(CASES)('%s %j', (operator, value, meeting, failing) => {
  it.each(meeting)('is met by %j', (subject) => {
    expect(decide(operator, value, subject)).toBe('allowed');
  });

  it.each(failing)('is not met by %j', (subject) => {
    expect(decide(operator, value, subject)).toBe('implicitDeny');
  });
});

describe('a negated operator of another type than the value', () => {
  it.each([
    ['NumericNotEquals', 5],
    ['DateNotEquals', '2026-01-01'],
    ['NotIpAddress', '10.0.0.0/8'],
    ['ArnNotLike', 'arn:aws:iam::1:role/a'],
  ])('%s is documented nowhere, and unknown', (operator, value) => {
    expect(decide(operator, value, REQUEST.subject)).toBe('unknown');
  });
});
