import { describe, expect, it } from 'vitest';
import { completedBy, understand } from '../../src/slack/understand.ts';

const DENIED =
  'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity';

describe('an error, with a text beside it', () => {
  it.each([
    ['names the service account', DENIED, 'namespace=payments serviceaccount=api', 'payments', 'api'],
    ['names half of it', `namespace=payments ${DENIED}`, 'serviceaccount=api', 'payments', 'api'],
  ])('is a check where the text %s', (_what, error, beside, namespace, serviceAccount) => {
    expect(completedBy(understand(error), beside)).toMatchObject({
      kind: 'check',
      target: { cluster: null, namespace, serviceAccount },
      symptom: { kind: 'assume-web-identity-denied' },
    });
  });

  it('takes the pod over, by which the service account can be found', () => {
    expect(completedBy(understand(DENIED), 'namespace=payments pod=api-7f9c5d-x2x4k')).toMatchObject({
      kind: 'explain',
      symptom: { namespace: 'payments' },
      where: { pod: 'api-7f9c5d-x2x4k' },
    });
  });

  it.each([
    ['is about another namespace', `namespace=web ${DENIED}`, 'namespace=payments serviceaccount=api'],
    ['says nothing', DENIED, 'the payments API is down'],
  ])('stays what it is where the text %s', (_what, error, beside) => {
    expect(completedBy(understand(error), beside)).toEqual(understand(error));
  });

  it('leaves everything else alone', () => {
    const check = understand('check web/front');
    expect(completedBy(check, 'namespace=payments serviceaccount=api')).toBe(check);
  });
});
