import { describe, expect, it } from 'vitest';
import { roleConsoleUrl } from '../../src/render/console-url.ts';

describe('roleConsoleUrl', () => {
  it.each([
    ['arn:aws:iam::111122223333:role/api', 'https://console.aws.amazon.com/iam/home#/roles/details/api'],
    [
      'arn:aws:iam::111122223333:role/teams/pay/api',
      'https://console.aws.amazon.com/iam/home#/roles/details/api',
    ],
    [
      'arn:aws-us-gov:iam::111122223333:role/api',
      'https://console.amazonaws-us-gov.com/iam/home#/roles/details/api',
    ],
    ['arn:aws-cn:iam::111122223333:role/api', 'https://console.amazonaws.cn/iam/home#/roles/details/api'],
    [
      'arn:aws:iam::111122223333:role/a+b=c,d.e@f-g',
      'https://console.aws.amazon.com/iam/home#/roles/details/a%2Bb%3Dc%2Cd.e%40f-g',
    ],
  ])('opens the trust policy of %s in the console of its partition', (arn, url) => {
    expect(roleConsoleUrl(arn, 'trust_relationships')).toBe(`${url}?section=trust_relationships`);
  });

  it('opens what a role may do', () => {
    expect(roleConsoleUrl('arn:aws:iam::111122223333:role/api', 'permissions')).toBe(
      'https://console.aws.amazon.com/iam/home#/roles/details/api?section=permissions',
    );
  });

  it.each([
    null,
    '',
    'payments-api',
    'arn:aws:iam::111122223333:user/api',
    'arn:aws:iam::1111:role/api',
    'arn:aws-moon:iam::111122223333:role/api',
    'arn:aws:iam::111122223333:role/x?next=https://evil.example/#',
    'arn:aws:iam::111122223333:role/a\nb',
    ' arn:aws:iam::111122223333:role/api',
  ])('leads nowhere for %j', (arn) => {
    expect(roleConsoleUrl(arn, 'permissions')).toBeNull();
  });
});
