import { describe, expect, it } from 'vitest';
import { createSingleReads } from '../../src/checker/audit/single-reads.ts';
import type { Audit } from '../../src/checker/vocabulary/audit.ts';
import { renderAuditCsv } from '../../src/render/audit-csv.ts';
import { renderAuditJson } from '../../src/render/audit-json.ts';
import { renderAudit, renderAuditPending } from '../../src/render/slack/audit.ts';
import { renderAuditText } from '../../src/render/terminal/audit.ts';
import { anAudit, anAudited, HEALTHY } from './audits.ts';
import { messageProblems } from './block-kit-limits.ts';

const asking = { jobId: 'job-1', asked: '/irsa audit', user: 'U0001', reference: 'a1b2c3d4' };

/** An audit that found so many associations and read the role of none. */
function withoutRoles(count: number): Audit {
  const single = createSingleReads({ isToldTo: false });
  for (let index = 0; index < count; index += 1) single.association(`a-${index}`);
  return anAudit({ unread: single.leftOut() });
}

describe('an audit as text', () => {
  it('has the tally, the causes, the table with the worst first, and what was not read', () => {
    expect(renderAuditText(anAudit(), { color: false })).toBe(`✗ Broken  all namespaces of prod-eu

3 service accounts with an identity: 1 broken, 1 unknown, 1 healthy.

Causes
  1  trust.subject-mismatch  The trust policy names another service account
  1  role.missing            Not known: the role exists

VERDICT    SERVICE ACCOUNT  CAUSE                   ROLE
✗ Broken   payments/api     trust.subject-mismatch  payments-api
? Unknown  payments/jobs    role.missing            payments-api
✓ Healthy  payments/web     –                       444455556666/payments-web

Not read
  Roles of account 444455556666 could not be read: access was denied; grant iam:ListRoles on
  arn:aws:iam::444455556666:role/*.

1 read in 322 ms`);
  });

  it('says where others may be missing, and where there is nobody', () => {
    expect(renderAuditText(anAudit({ isWhole: false }), { color: false })).toContain('Others may be missing');
    const nobody = anAudit({
      verdict: 'healthy',
      serviceAccounts: [],
      causes: [],
      unread: [],
      counts: { broken: 0, unknown: 0, 'at-risk': 0, healthy: 0 },
    });
    const text = renderAuditText(nobody, { color: false });
    expect(text).toContain('No service account with an identity was found.');
    expect(text).not.toContain('VERDICT');
  });

  it.each([
    [1, 'The role of 1 service account with a Pod Identity association was not read: '],
    [3, 'The roles of 3 service accounts with a Pod Identity association were not read: '],
    [1_200, 'The roles of 1,200 service accounts with a Pod Identity association were not read: '],
  ])('says in one sentence how to have the roles of %i associations read', (count, beginning) => {
    const text = renderAuditText(withoutRoles(count), { color: false }).replace(/\s+/g, ' ');
    expect(text).toContain(`Not read ${beginning}`);
    expect(text.split('`irsa-doctor audit --associations`')).toHaveLength(2);
  });

  it('lets nothing from outside move the cursor', () => {
    const hostile = anAudited({ roleArn: 'arn:aws:iam::1:role/x\u001b[2Jy', serviceAccount: 'a\rb' });
    const text = renderAuditText(anAudit({ serviceAccounts: [hostile] }), { color: false });
    for (const obeyed of ['\u001b', '\r']) expect(text).not.toContain(obeyed);
  });
});

describe('an audit as JSON', () => {
  it('has the documented members in the documented order', () => {
    const said = JSON.parse(renderAuditJson(anAudit()));
    expect(Object.keys(said)).toEqual([
      'schema',
      'verdict',
      'cluster',
      'region',
      'accountId',
      'namespace',
      'isWhole',
      'counts',
      'causes',
      'serviceAccounts',
      'unread',
      'calls',
      'durationMs',
    ]);
    expect(said.serviceAccounts[2]).toEqual({
      namespace: 'payments',
      serviceAccount: 'web',
      identity: 'role-annotation',
      verdict: 'healthy',
      cause: null,
      summary: HEALTHY.summary,
      roleArn: HEALTHY.roleArn,
      problems: [],
      fix: null,
    });
    expect(said).toMatchObject({ calls: [{ ms: 12.3 }], durationMs: 322 });
  });

  it('tells once, and in the documented shape, what was left out', () => {
    expect(JSON.parse(renderAuditJson(withoutRoles(200))).unread).toEqual([
      {
        source: 'eks:DescribePodIdentityAssociation',
        subject: 'roles of 200 service accounts with a Pod Identity association',
        reason: expect.stringContaining('`irsa-doctor audit --associations`'),
        permission: null,
      },
    ]);
  });
});

describe('an audit as CSV', () => {
  it('has a line of headings and a line for each service account', () => {
    const [headings, first, ...rest] = renderAuditCsv(anAudit()).split('\n');
    expect(headings).toBe('namespace,service_account,verdict,cause,problems,identity,role_arn,summary,fix');
    expect(first).toBe(
      'payments,api,broken,trust.subject-mismatch,trust.subject-mismatch trust.too-broad,role-annotation,arn:aws:iam::111122223333:role/payments-api,payments/api on prod-eu is broken: the trust policy names another service account.,Correct the trust policy of role payments-api',
    );
    expect(rest).toHaveLength(2);
  });

  it.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\\t=1"],
    ['  =1', "'  =1"],
    ['＝1', "'＝1"],
    ['a=1', 'a=1'],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['a\nb', 'a\\nb'],
  ])('writes %j so that no spreadsheet computes it and no line breaks', (value, expected) => {
    const [, line = ''] = renderAuditCsv({ serviceAccounts: [anAudited({ roleArn: value })] }).split('\n');
    expect(line).toContain(`role-annotation,${expected},payments/api on`);
  });
});

describe('an audit in Slack', () => {
  it('begins with the worst verdict, counts the causes and leaves out who is healthy', () => {
    const { plainBlocks, text } = renderAudit(anAudit(), asking);
    const shown = JSON.stringify(plainBlocks);
    expect(shown).toContain('🔴 Broken: all namespaces of prod-eu');
    expect(shown).toContain('✗ 1 × The trust policy names another service account');
    expect(shown).toContain('? `payments/jobs`  Not known: the role exists');
    expect(shown).not.toContain('payments/web');
    expect(shown).toContain('irsa-doctor audit --cluster prod-eu');
    expect(text).toContain('1 broken, 1 unknown, 1 healthy');
  });

  it('lists them in a table to sort, as text that Slack does not read for markup', () => {
    const hostile = anAudited({ namespace: '<!channel>', serviceAccount: '*x*\u200b', roleArn: null });
    const { blocks } = renderAudit(anAudit({ serviceAccounts: [anAudited(), hostile, HEALTHY] }), asking);
    const table = blocks.find((block) => block.type === 'data_table');
    const rows = table?.rows.map((row) => row.map((cell) => 'text' in cell && cell.text));
    expect(rows).toEqual([
      ['Verdict', 'Service account', 'Cause', 'Role'],
      ['✗ Broken', 'payments/api', 'The trust policy names another service account', 'payments-api'],
      ['✗ Broken', '<!channel>/*x*\\u200b', 'The trust policy names another service account', '–'],
    ]);
  });

  it('says in one sentence how to have the roles of associations read', () => {
    const { blocks, plainBlocks } = renderAudit(withoutRoles(200), asking);
    for (const shown of [blocks, plainBlocks].map((form) => JSON.stringify(form))) {
      expect(shown).toContain(
        '*Not read*\\n• The roles of 200 service accounts with a Pod Identity association were not read: ',
      );
      expect(shown).toContain(
        'by `irsa-doctor audit --associations`, or for Slack by `associations: true` in',
      );
    }
  });

  it('has no table where nobody needs anything', () => {
    const message = renderAudit(anAudit({ serviceAccounts: [HEALTHY] }), asking);
    expect(message).not.toHaveProperty('plainBlocks');
    expect(messageProblems(message)).toEqual([]);
  });

  it('stays within the limits of Slack, whatever the number of service accounts and causes', () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      anAudited({ serviceAccount: `${'a'.repeat(200)}-${index}` }),
    );
    const causes = Array.from({ length: 80 }, (_, index) => ({
      id: `trust.x${index}`,
      title: 'T'.repeat(300),
      verdict: 'broken' as const,
      count: 1,
    }));
    const [sample] = anAudit().unread;
    if (sample === undefined) throw new Error('the example has nothing unread');
    const unread = Array.from({ length: 50 }, () => ({ ...sample, reason: 'r'.repeat(900) }));
    const message = renderAudit(anAudit({ serviceAccounts: many, causes, unread }), asking);
    expect(messageProblems(message)).toEqual([]);
    for (const blocks of [message.blocks, message.plainBlocks]) {
      expect(JSON.stringify(blocks)).toMatch(/… and 4\d\d\d more/);
      expect(JSON.stringify(blocks)).toContain('… and 68 more');
    }
  });

  it('mentions nobody, whatever things are called', () => {
    const hostile = anAudited({ namespace: '<!channel>', serviceAccount: '*x*' });
    const { text, plainBlocks } = renderAudit(anAudit({ serviceAccounts: [hostile] }), asking);
    expect(JSON.stringify([text, plainBlocks])).not.toContain('<!channel>');
  });

  it('says in its place how far it has come', () => {
    const request = { namespace: 'payments', cluster: null };
    expect(renderAuditPending(request).text).toBe('⏳ Auditing namespace `payments`…');
    expect(renderAuditPending({ namespace: null, cluster: 'prod-eu' }).text).toBe(
      '⏳ Auditing all namespaces of `prod-eu`…',
    );
    expect(renderAuditPending(request, { step: 'read', subject: 'pods', count: 12_000 }).text).toBe(
      '⏳ Auditing namespace `payments`…\nRead pods: 12,000',
    );
    expect(renderAuditPending(request, { step: 'diagnosed', done: 5, total: 1_200 }).text).toContain(
      'Diagnosed 5 of 1,200 service accounts',
    );
  });
});
