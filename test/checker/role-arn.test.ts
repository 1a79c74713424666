import { describe, expect, it } from 'vitest';
import { parseRoleArn, salvageRole, withoutStrayCharacters } from '../../src/checker/role-arn.ts';

const ARN = 'arn:aws:iam::111122223333:role/payments-api';

describe('parseRoleArn', () => {
  it.each([
    [ARN, { partition: 'aws', accountId: '111122223333', path: '/', name: 'payments-api' }],
    [
      'arn:aws-us-gov:iam::111122223333:role/a/b/C+d',
      { partition: 'aws-us-gov', accountId: '111122223333', path: '/a/b/', name: 'C+d' },
    ],
    ['arn:aws:iam::11112222333:role/x', null],
    ['arn:aws:iam::111122223333:role/', null],
    ['arn:aws:iam::111122223333:role/x/', null],
    ['arn:aws:iam::111122223333:user/x', null],
    [`${ARN}\n`, null],
    [`${ARN} `, null],
  ])('reads %j as %j', (text, role) => {
    expect(parseRoleArn(text)).toEqual(role);
  });
});

describe('salvageRole', () => {
  it.each([
    ['the ARN itself', ARN, ARN],
    ['white space', `\n ${ARN}\t`, ARN],
    ['a doubled ARN', `arn:aws:iam::${ARN}`, ARN],
    ['doubled colons', 'arn:aws:iam:::111122223333:role/payments-api', ARN],
    ['a session', 'arn:aws:sts::111122223333:assumed-role/payments-api/i-0abc', ARN],
  ])('finds the role in %s', (_what, text, arn) => {
    expect(salvageRole(text)).toEqual({ arn, accountId: '111122223333', name: 'payments-api' });
  });

  it.each([
    'payments-api',
    'role/payments-api',
    '/team/payments-api',
    'arn:aws:iam::<ACCOUNT_ID>:role/payments-api',
    'arn:aws:iam::1112222333:role/payments-api',
  ])('takes %j for a name without an account', (text) => {
    expect(salvageRole(text)).toEqual({ arn: null, accountId: null, name: 'payments-api' });
  });

  it.each([
    '',
    '   ',
    '${ROLE_ARN}',
    '<role>',
    'arn:aws:s3:::bucket',
    'arn:aws:iam::111122223333:policy/x',
    'a b',
  ])('finds no role in %j', (text) => {
    expect(salvageRole(text)).toBeNull();
  });

  it('takes no longer for a hostile value', () => {
    const startedAt = performance.now();
    for (const text of [
      ' '.repeat(200_000),
      `${' '.repeat(100_000)}x`,
      'a/'.repeat(100_000),
      'arn:aws:iam::'.repeat(20_000),
    ]) {
      salvageRole(text);
      withoutStrayCharacters(text);
    }
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
