import { describe, expect, it } from 'vitest';
import { withEncodedMessage, withoutEncodedMessage } from '../../src/intake/encoded-message.ts';
import { redactSecrets } from '../../src/intake/secrets.ts';
import { parseSymptom } from '../../src/intake/symptom.ts';
import { describeSymptom } from '../../src/intake/symptom-meaning.ts';

const MESSAGE = 'XZX0joSxj6TJ98_aB3-'.repeat(20);
const errorOf = (message: string): string =>
  `An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized to perform this operation. Encoded authorization failure message: ${message}`;
const messageIn = (text: string) => withEncodedMessage(parseSymptom(text), text).encodedMessage;

describe('an encoded authorization message', () => {
  it('is noticed, and is no part of what is read from every text', () => {
    const symptom = parseSymptom(errorOf(MESSAGE));
    expect(symptom).toMatchObject({ kind: 'downstream-denied', isEncoded: true, action: null });
    expect(JSON.stringify(symptom)).not.toContain(MESSAGE.slice(0, 20));
    expect(
      parseSymptom('AccessDenied: User: x is not authorized to perform: s3:GetObject'),
    ).not.toHaveProperty('isEncoded');
  });

  it.each([
    ['alone at the end', errorOf(MESSAGE)],
    ['with a status after it', errorOf(`${MESSAGE}\n\tstatus code: 403, request id: 5951B6D2-86E5`)],
    ['in a line of JSON', JSON.stringify({ error: errorOf(`${MESSAGE}\n\tstatus code: 403`) })],
    [
      'cut by a terminal',
      errorOf(`${MESSAGE.slice(0, 100)}\n${MESSAGE.slice(100, 200)}\n${MESSAGE.slice(200)}`),
    ],
  ])('is taken whole %s', (_, text) => {
    expect(messageIn(text)).toBe(MESSAGE);
  });

  it.each([
    ['none at all', errorOf('')],
    ['one that somebody cut or masked', errorOf('REDACTED')],
    ['one that is longer than STS takes', errorOf('x'.repeat(10_241))],
    [
      'one in another error',
      `AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity ${MESSAGE}`,
    ],
  ])('is not taken from %s', (_, text) => {
    expect(messageIn(text)).toBeUndefined();
  });

  it('is explained by the command that decodes it, where nobody asks about a service account', () => {
    const { meaning, next } = describeSymptom(parseSymptom(errorOf(MESSAGE)));
    expect(meaning).toContain('encoded message');
    expect(next).toMatch(/`aws sts decode-authorization-message .*`sts:DecodeAuthorizationMessage`.*paste/);
    expect(meaning + next).not.toContain(MESSAGE.slice(0, 20));
  });

  it('is taken away again', () => {
    const symptom = withEncodedMessage(parseSymptom(errorOf(MESSAGE)), errorOf(MESSAGE));
    expect(withoutEncodedMessage(symptom)).toEqual(parseSymptom(errorOf(MESSAGE)));
  });

  it('is masked where what was typed is repeated, and called no secret', () => {
    const { text, found } = redactSecrets(errorOf(MESSAGE));
    expect(text).toMatch(/failure message: \[masked\]$/);
    expect(found).toEqual([]);
  });
});

describe('a decoded authorization message', () => {
  const decoded = {
    allowed: false,
    explicitDeny: true,
    matchedStatements: { items: [{ statementId: 'NoBig', effect: 'DENY' }] },
    failures: { items: [] },
    context: {
      principal: {
        id: 'AROAEXAMPLE:session',
        arn: 'arn:aws:sts::111122223333:assumed-role/fleet-scaler/session',
      },
      action: 'ec2:RunInstances',
      resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/*',
      conditions: { items: [] },
    },
  };

  it.each([
    ['as it is', JSON.stringify(decoded)],
    ['laid out', JSON.stringify(decoded, null, 2)],
    ['as the AWS CLI prints it', JSON.stringify({ DecodedMessage: JSON.stringify(decoded) }, null, 4)],
  ])('is read %s', (_, text) => {
    expect(parseSymptom(text)).toMatchObject({
      kind: 'downstream-denied',
      action: 'ec2:RunInstances',
      principalArn: 'arn:aws:sts::111122223333:assumed-role/fleet-scaler/session',
      accountId: '111122223333',
      roleName: 'fleet-scaler',
      resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/*',
      denyReason: 'explicit-deny',
    });
  });
});
