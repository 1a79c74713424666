import { describe, expect, it } from 'vitest';
import { markDifference } from '../../src/render/mark-difference.ts';

describe('markDifference', () => {
  it.each([
    {
      name: 'the namespace of a subject',
      expected: 'system:serviceaccount:payments:api',
      actual: 'system:serviceaccount:payment:api',
      marks: ['system:serviceaccount:', 'payments', 'payment', ':api'],
    },
    {
      name: 'the account of an ARN',
      expected: 'arn:aws:iam::111122223333:role/api',
      actual: 'arn:aws:iam::111122224444:role/api',
      marks: ['arn:aws:iam::', '111122223333', '111122224444', ':role/api'],
    },
    {
      name: 'a missing path',
      expected: 'arn:aws:iam::111122223333:role/teams/api',
      actual: 'arn:aws:iam::111122223333:role/api',
      marks: ['arn:aws:iam::111122223333:role/', 'teams/api', 'api', ''],
    },
    {
      name: 'letters of another case',
      expected: 'system:serviceaccount:payments:api',
      actual: 'system:serviceaccount:payments:Api',
      marks: ['system:serviceaccount:payments:', 'api', 'Api', ''],
    },
    {
      name: 'a whole name with a hyphen',
      expected: 'payments/api-server',
      actual: 'payments/api-worker',
      marks: ['payments/', 'api-server', 'api-worker', ''],
    },
    {
      name: 'something in front',
      expected: 'oidc.eks.example/id/AB:sub',
      actual: 'https://oidc.eks.example/id/AB:sub',
      marks: ['', 'oidc', 'https://oidc', '.eks.example/id/AB:sub'],
    },
    {
      name: 'characters outside the basic plane, whole',
      expected: 'team/😀a:x',
      actual: 'team/😁a:x',
      marks: ['team/', '😀a', '😁a', ':x'],
    },
  ])('marks $name', ({ expected, actual, marks: [prefix, wanted, got, suffix] }) => {
    expect(markDifference(expected, actual)).toEqual({ prefix, expected: wanted, actual: got, suffix });
  });

  it.each([
    ['equal values', 'payments/api', 'payments/api'],
    ['values with nothing in common', 'sts.amazonaws.com', 'kubernetes'],
    ['single names', 'payments', 'payment'],
    ['nothing', '', 'payments/api'],
  ])('marks nothing in %s', (_, expected, actual) => {
    expect(markDifference(expected, actual)).toBeNull();
  });
});
