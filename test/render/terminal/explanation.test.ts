import { describe, expect, it } from 'vitest';
import { renderSymptomText } from '../../../src/render/terminal/explanation.ts';

const nothing = {
  kind: 'assume-web-identity-denied',
  code: null,
  action: null,
  principalArn: null,
  roleName: null,
  accountId: null,
  sessionName: null,
  nodeRole: false,
  roleArn: null,
  namespace: null,
  serviceAccount: null,
  resource: null,
  requestId: null,
  issuer: null,
  denyReason: null,
} as const;
const meaning = { meaning: 'STS turned the pod away.', next: 'Check namespace/serviceaccount.' };

describe('renderSymptomText', () => {
  it('aligns what the text says between its meaning and the next step', () => {
    const symptom = {
      ...nothing,
      code: 'AccessDenied',
      roleArn: 'arn:aws:iam::111122223333:role/a\u001b[2J',
    };
    expect(renderSymptomText(symptom, meaning, { color: false })).toBe(
      [
        'STS turned the pod away.',
        '',
        '  Error  AccessDenied',
        '  Role   arn:aws:iam::111122223333:role/a\\u001b[2J',
        '',
        'Next: Check namespace/serviceaccount.',
      ].join('\n'),
    );
  });

  it('leaves out what the text does not say', () => {
    expect(renderSymptomText(nothing, meaning, { color: false })).toBe(
      'STS turned the pod away.\n\nNext: Check namespace/serviceaccount.',
    );
  });
});
