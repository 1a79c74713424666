import { expect, it } from 'vitest';
import { delayOf, type Fault, takeFault } from '../../../src/sandbox/world/fault.ts';

it('meets a call of the same API about the same thing, and no other', () => {
  const faults: Fault[] = [{ api: 'iam:GetRole', match: 'a', kind: 'denied' }];
  expect(takeFault(faults, 'iam:GetRole', 'a')).toBe('denied');
  expect(takeFault(faults, 'iam:GetRole', 'ab')).toBeNull();
  expect(takeFault(faults, 'iam:GetRolePolicy', 'a')).toBeNull();
});

it('meets every call of a service', () => {
  const faults: Fault[] = [{ api: 'iam:*', kind: 'hang' }];
  expect(takeFault(faults, 'iam:ListRoles', '')).toBe('hang');
  expect(takeFault(faults, 'sts:AssumeRole', '')).toBeNull();
});

it('is used up after as many calls as it says, and lets the next fault have its turn', () => {
  const faults: Fault[] = [
    { api: 'iam:GetRole', kind: 'throttled', times: 2 },
    { api: 'iam:GetRole', kind: 'denied', times: 1 },
  ];
  const met = Array.from({ length: 4 }, () => takeFault(faults, 'iam:GetRole', 'a'));
  expect(met).toEqual(['throttled', 'throttled', 'denied', null]);
});

it('adds delays up', () => {
  const delays = [
    { api: 'iam:*', ms: 20 },
    { api: 'iam:GetRole', match: 'a', ms: 300 },
  ];
  expect(delayOf(delays, 'iam:GetRole', 'a')).toBe(320);
  expect(delayOf(delays, 'iam:GetRole', 'b')).toBe(20);
  expect(delayOf(delays, 'eks:ListClusters', '')).toBe(0);
});
