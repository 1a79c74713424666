import { describe, expect, it } from 'vitest';
import type { Symptom } from '../../../src/checker/vocabulary/symptom.ts';
import { renderExplanation } from '../../../src/render/slack/explanation.ts';
import { renderFailure } from '../../../src/render/slack/failure.ts';
import { renderHelp } from '../../../src/render/slack/help.ts';
import type { SlackMessage } from '../../../src/render/slack/message.ts';
import { renderNotice } from '../../../src/render/slack/notice.ts';
import { renderParent } from '../../../src/render/slack/parent.ts';
import { renderPending } from '../../../src/render/slack/pending.ts';
import { messageProblems } from '../block-kit-limits.ts';
import { mrkdwnProblems } from '../mrkdwn-problems.ts';

const target = { cluster: 'prod-eu', namespace: 'payments', serviceAccount: 'api', pod: null };
const asking = { asked: '/irsa check payments/api', user: 'U0001' };
const NASTY = `<!channel> & \`x\` *b* ${'😀&'.repeat(6_000)}\u001b[2J`;

const symptom: Symptom = {
  kind: 'downstream-denied',
  code: 'AccessDenied',
  action: 's3:GetObject',
  principalArn: 'arn:aws:sts::111122223333:assumed-role/node-role/i-0123456789abcdef0',
  roleName: 'node-role',
  accountId: '111122223333',
  sessionName: 'i-0123456789abcdef0',
  nodeRole: true,
  roleArn: null,
  namespace: null,
  serviceAccount: null,
  resource: null,
  requestId: null,
  issuer: null,
  denyReason: 'scp',
};

describe('the message of a command in its channel', () => {
  it('says that the check runs', () => {
    expect(renderParent(asking).text).toBe('⏳ Checking…');
    expect(renderParent({ ...asking, name: 'payments/api' }).text).toBe('⏳ Checking `payments/api`…');
  });

  it('begins with the verdict once there is one', () => {
    const known = { ...asking, verdict: 'broken', summary: 'The role does not exist.' } as const;
    expect(renderParent(known).text).toBe('🔴 Broken\nThe role does not exist.');
    expect(renderParent({ ...known, name: 'payments/api' }).text).toBe(
      '🔴 Broken: `payments/api`\nThe role does not exist.',
    );
  });

  it('says what it came to where there is no verdict', () => {
    expect(renderParent({ ...asking, summary: 'No cluster is called prod.' }).text).toBe(
      'No cluster is called prod.',
    );
  });

  it('tells who asked and what', () => {
    expect(JSON.stringify(renderParent(asking).blocks)).toContain(
      'Asked by <@U0001>: `/irsa check payments/api`',
    );
  });
});

describe('the message that keeps the place of an answer', () => {
  it('names what is checked', () => {
    expect(renderPending(target).text).toBe('⏳ Checking `payments/api` on `prod-eu`…');
    expect(renderPending({ ...target, cluster: null }).text).toBe('⏳ Checking `payments/api`…');
    expect(renderPending(null).text).toBe('⏳ Reading the error…');
  });
});

describe('the message of a failure', () => {
  it('says what happened, what to do, and the reference', () => {
    const { text } = renderFailure({
      sentence: 'The queue is down.',
      next: 'Ask again in a minute.',
      reference: 'a1b2',
    });
    expect(text).toBe(
      '⚠ The queue is down.\nAsk again in a minute.\nReference `a1b2`: whoever runs this bot finds it in its logs.',
    );
  });

  it('offers another check only where the question is kept', () => {
    const failure = { sentence: 'x', reference: 'a' };
    expect(JSON.stringify(renderFailure(failure))).not.toContain('check_again');
    expect(JSON.stringify(renderFailure({ ...failure, jobId: 'J1' }))).toContain('{\\"job\\":\\"J1\\"}');
  });
});

describe('the explanation of an error', () => {
  it('gives the meaning, what the text says, and the next step', () => {
    const { text } = renderExplanation(
      symptom,
      {
        meaning: 'The node answered, not web identity.',
        next: 'Write `@irsa check namespace/serviceaccount`.',
      },
      { reference: 'a1b2' },
    );
    expect(text.split('\n')).toEqual([
      'The node answered, not web identity.',
      'Error: `AccessDenied`',
      'Action: `s3:GetObject`',
      'Role: `node-role`',
      'Who called: `arn:aws:sts::111122223333:assumed-role/node-role/i-0123456789abcdef0`',
      'Refused by: `a service control policy`',
      '*Next:* Write `@irsa check namespace/serviceaccount`.',
    ]);
  });

  it.each([
    [
      [],
      /I looked for the service account that is meant, and could not look everywhere: Pods could not be read\./,
    ],
    [
      [{ namespace: 'web', serviceAccount: 'api' }],
      /There may be more service accounts that are meant: Pods could not be read\./,
    ],
  ])('says why the service account was not found, or not all of them: %j', (candidates, said) => {
    const unread = ['Pods could not be read.', 'Roles could not be read.', 'And so on.'];
    const { text, blocks } = renderExplanation(
      symptom,
      { meaning: 'M.', next: 'N.' },
      { reference: 'a1b2', candidates, jobId: 'J1', unread },
    );
    for (const shown of [text, JSON.stringify(blocks)]) {
      expect(shown).toMatch(said);
      expect(shown).not.toContain('And so on');
    }
  });
});

describe('the help', () => {
  it.each([
    '/irsa check',
    '/irsa payments/api',
    '/irsa explain',
    '/irsa help',
    '@irsa check',
    'Diagnose AWS error',
  ])('tells of %s', (words) => expect(renderHelp().text).toContain(words));
});

describe('every message', () => {
  const full = Object.fromEntries(
    Object.entries(symptom).map(([key, value]) => [key, value === null ? NASTY : value]),
  );
  const messages: readonly (readonly [string, SlackMessage])[] = [
    [
      'a parent',
      renderParent({ asked: NASTY, user: 'U0001', name: NASTY, verdict: 'broken', summary: NASTY }),
    ],
    ['an empty parent', renderParent({ asked: '', user: null, verdict: 'unknown', summary: '\u200b' })],
    ['a placeholder', renderPending({ cluster: NASTY, namespace: NASTY, serviceAccount: NASTY, pod: null })],
    ['a failure', renderFailure({ sentence: NASTY, next: NASTY, reference: NASTY, jobId: 'J1' })],
    ['an empty failure', renderFailure({ sentence: '', reference: '' })],
    ['a notice', renderNotice(NASTY)],
    ['an empty notice', renderNotice('')],
    [
      'an explanation',
      renderExplanation({ ...symptom, ...full }, { meaning: NASTY, next: NASTY }, { reference: NASTY }),
    ],
    ['help', renderHelp()],
  ];

  it.each(messages)('that is %s is one that Slack takes and mentions nobody but who asked', (_, message) => {
    expect(messageProblems(message)).toEqual([]);
    expect(mrkdwnProblems(message, '<@U0001>')).toEqual([]);
  });
});
