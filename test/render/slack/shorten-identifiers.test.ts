import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../../src/render/slack/answer.ts';
import { shortenIdentifiers, shortenText } from '../../../src/render/slack/shorten-identifiers.ts';
import { broken } from '../diagnoses.ts';

describe('shortened identifiers', () => {
  it.each([
    ['arn:aws:iam::111122223333:role/teams/payments-api', '…3333:role/teams/payments-api'],
    ['arn:aws-us-gov:eks:us-gov-west-1:111122223333:cluster/prod', '…3333:cluster/prod'],
    ['account `111122223333`, role', 'account `…3333`, role'],
    ['111122223333.dkr.ecr.eu-west-1.amazonaws.com', '…3333.dkr.ecr.eu-west-1.amazonaws.com'],
    ['arn:aws:s3:::ledger/1', 'arn:aws:s3:::ledger/1'],
    ['1111222233334 and a111122223333', '1111222233334 and a111122223333'],
    ['payments/api', 'payments/api'],
  ])('%s', (text, expected) => {
    expect(shortenText(text)).toBe(expected);
  });

  it('leave nothing of an account in an answer but its end, and the buttons as they are', () => {
    const answer = renderAnswer(broken, {
      jobId: 'message/T1/C1/111122223333',
      asked: 'x',
      user: null,
      reference: 'r',
    });
    const short = shortenIdentifiers(answer);
    expect(JSON.stringify(answer)).toContain('arn:aws:iam::111122223333');
    expect(short.text).not.toMatch(/\d{12}/);
    expect(JSON.stringify(short.blocks).replaceAll('message/T1/C1/111122223333', '')).not.toMatch(/\d{12}/);
    expect(JSON.stringify(short.blocks)).toContain('message/T1/C1/111122223333');
  });
});
