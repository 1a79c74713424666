import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../../src/render/slack/answer.ts';
import { renderAudit } from '../../../src/render/slack/audit.ts';
import { shortenIdentifiers, shortenText } from '../../../src/render/slack/shorten-identifiers.ts';
import { anAudit, anAudited } from '../audits.ts';
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
    for (const blocks of [short.blocks, short.plainBlocks]) {
      expect(JSON.stringify(blocks).replaceAll('message/T1/C1/111122223333', '')).not.toMatch(/\d{12}/);
      expect(JSON.stringify(blocks)).toContain('message/T1/C1/111122223333');
    }
  });

  it('leave nothing of an account in a table, where the marked part is the account', () => {
    const findings = broken.findings.map((each) => ({
      ...each,
      expected: 'arn:aws:iam::111122223333:role/api',
      actual: 'arn:aws:iam::444455556666:role/api',
    }));
    const { blocks } = shortenIdentifiers(
      renderAnswer({ ...broken, findings }, { jobId: 'j', asked: 'x', user: null, reference: 'r' }),
    );
    const table = JSON.stringify(blocks.find(({ type }) => type === 'table'));
    expect(table).toContain('…3333');
    expect(table).toContain('…6666');
    expect(JSON.stringify(blocks)).not.toMatch(/\d{12}/);
  });

  it('leave nothing of an account in the table of an audit', () => {
    const roleArn = 'arn:aws:iam::444455556666:role/api';
    const audit = anAudit({ serviceAccounts: [anAudited({ roleArn })] });
    const asking = { jobId: 'j', asked: 'x', user: null, reference: 'r' };
    const { blocks } = shortenIdentifiers(renderAudit(audit, asking));
    expect(JSON.stringify(blocks)).toContain('…6666/api');
    expect(JSON.stringify(blocks)).not.toMatch(/\d{12}/);
  });
});
