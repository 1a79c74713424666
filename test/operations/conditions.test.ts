import { describe, expect, it } from 'vitest';
import type { Piece } from '../../src/checker/vocabulary/evidence.ts';
import type { Condition } from '../../src/operations/condition.ts';
import { embeddedCondition, redisConditions } from '../../src/operations/queue-conditions.ts';
import { clustersElsewhere } from '../../src/operations/set-up-lines.ts';
import { slackConditions } from '../../src/operations/slack-conditions.ts';
import { pieceCondition } from '../../src/operations/source-conditions.ts';
import type { TokenCheck } from '../../src/slack/check-slack.ts';
import {
  type ConversationSettings,
  NO_CONVERSATION_SETTINGS,
} from '../../src/slack/conversation-settings.ts';
import type { Installation } from '../../src/slack/installation.ts';
import { SCOPES } from '../../src/slack/scopes.ts';

const ALL_SCOPES = SCOPES.map(({ name }) => name);

/** What is not fine: its subject, state and remedy. */
function troubles(conditions: readonly Condition[]) {
  return conditions
    .filter(({ state }) => state !== 'ok')
    .map(({ subject, state, remedy }) => ({ subject, state, remedy }));
}

describe('Slack', () => {
  const ok = { state: 'ok', identity: 'irsa in Acme', scopes: ALL_SCOPES } as const;
  const installation: Installation = { id: null, variable: 'SLACK_BOT_TOKEN', botToken: 'xoxb-1' };
  const conditionsOf = (bot: TokenCheck, app: TokenCheck | null, settings = NO_CONVERSATION_SETTINGS) =>
    slackConditions({ bots: [{ installation, check: bot }], app }, settings);

  it('is fine with all scopes', () => {
    expect(troubles(conditionsOf(ok, ok))).toEqual([]);
  });

  it.each(SCOPES)('without $name names the scope and where to add it', ({ name, isNeeded }) => {
    const scopes = ALL_SCOPES.filter((one) => one !== name);
    expect(troubles(conditionsOf({ ...ok, scopes }, null))).toEqual([
      {
        subject: `scope ${name}`,
        state: isNeeded ? 'denied' : 'advice',
        remedy: expect.stringContaining(`Add ${name} under "OAuth & Permissions"`),
      },
    ]);
  });

  const without = (...names: string[]) => ({
    ...ok,
    scopes: ALL_SCOPES.filter((one) => !names.includes(one)),
  });
  const watching = (...ids: string[]): ConversationSettings => ({
    ...NO_CONVERSATION_SETTINGS,
    channels: new Map(ids.map((id) => [id, { cluster: null, isWatched: true }])),
  });
  const grouped: ConversationSettings = {
    ...NO_CONVERSATION_SETTINGS,
    access: [
      {
        workspaces: null,
        channels: null,
        users: null,
        groups: ['S0SREONE'],
        clusters: null,
        namespaces: null,
      },
    ],
  };

  it.each<[string, string[], ConversationSettings, string[]]>([
    ['groups that nobody can look into', ['usergroups:read'], grouped, ['scope usergroups:read: denied']],
    [
      'a private channel that is not heard',
      ['groups:history'],
      watching('G0PRIVATE'),
      ['scope groups:history: denied'],
    ],
    [
      'a channel that is heard if it is private',
      ['channels:history'],
      watching('C0ONCALL'),
      ['scope channels:history: advice'],
    ],
    [
      'a channel that is heard if it is public',
      ['groups:history'],
      watching('C0ONCALL'),
      ['scope groups:history: advice'],
    ],
    [
      'a channel that is not heard, whatever it is',
      ['channels:history', 'groups:history'],
      watching('C0ONCALL'),
      ['scope channels:history: denied', 'scope groups:history: advice'],
    ],
  ])('with settings that want more than the app was granted: %s', (_what, missing, settings, expected) => {
    const found = conditionsOf(without(...missing), null, settings).filter(({ state }) => state !== 'ok');
    expect(found.map(({ subject, state }) => `${subject}: ${state}`)).toEqual(expected);
    for (const { reason, remedy } of found) {
      expect(reason).toMatch(/watch: true|slack\.access/);
      expect(remedy).not.toContain('if you want that');
    }
  });

  it('in several workspaces is looked at in each, and a token that is another’s is named with its variable', () => {
    const acme = { id: 'T0ACME', variable: 'SLACK_BOT_TOKEN_ACME', botToken: 'xoxb-1' };
    const org = { id: 'E0GRID', variable: 'SLACK_BOT_TOKEN_GRID', botToken: 'xoxb-2' };
    const bots = [
      { installation: acme, check: without('files:write') },
      { installation: org, check: { state: 'misplaced', identity: 'irsa in Beta' } as const },
    ];
    const found = slackConditions({ bots, app: null }, NO_CONVERSATION_SETTINGS);
    expect(troubles(found)).toEqual([
      { subject: 'scope files:write in T0ACME', state: 'advice', remedy: expect.any(String) },
      {
        subject: 'bot token of E0GRID',
        state: 'denied',
        remedy: expect.stringMatching(/^Set SLACK_BOT_TOKEN_GRID to .* in E0GRID\.$/),
      },
    ]);
  });

  it('that does not tell its scopes is compared by hand', () => {
    expect(troubles(conditionsOf({ ...ok, scopes: null }, null))).toEqual([
      { subject: 'scopes', state: 'advice', remedy: expect.stringContaining('manifest.yml') },
    ]);
  });

  it.each([
    ['invalid_auth', /is not accepted/],
    ['token_revoked', /was revoked/],
    ['token_expired', /has expired/],
    ['account_inactive', /gone/],
  ])('that refuses the bot token with %s is asked for a new one', (reason, words) => {
    const [condition, ...more] = conditionsOf({ state: 'denied', reason }, null);
    expect(condition).toMatchObject({
      state: 'denied',
      reason: expect.stringMatching(words),
      remedy: expect.stringContaining('SLACK_BOT_TOKEN'),
    });
    expect(more).toEqual([]);
  });

  it.each([
    ['invalid_auth', /SLACK_APP_TOKEN/],
    ['link_disabled', /Socket Mode/],
  ])('that refuses the app-level token with %s says which setting', (reason, remedy) => {
    expect(troubles(conditionsOf(ok, { state: 'denied', reason }))).toEqual([
      { subject: 'app-level token', state: 'denied', remedy: expect.stringMatching(remedy) },
    ]);
  });

  it('that cannot be reached is a matter of the network', () => {
    expect(troubles(conditionsOf({ state: 'failed', reason: 'ENOTFOUND' }, null))).toEqual([
      { subject: 'bot token', state: 'failed', remedy: expect.stringContaining('slack.com') },
    ]);
  });
});

describe('Redis', () => {
  const good = { version: '7.2.4', evictionPolicy: 'noeviction', isAppendOnly: true, isReplica: false };

  it('as it should be is fine', () => {
    expect(troubles(redisConditions({ state: 'ok', facts: good }))).toEqual([]);
  });

  it('that tells nothing of itself is taken as fine', () => {
    const facts = { version: null, evictionPolicy: null, isAppendOnly: null, isReplica: false };
    expect(troubles(redisConditions({ state: 'ok', facts }))).toEqual([]);
  });

  it.each([
    [{ version: '5.0.14' }, 'failed', /Redis 6/],
    [{ isReplica: true }, 'failed', /primary/],
    [{ evictionPolicy: 'volatile-lru' }, 'advice', /noeviction/],
    [{ isAppendOnly: false }, 'advice', /appendonly/],
  ] as const)('with %o', (change, state, remedy) => {
    expect(troubles(redisConditions({ state: 'ok', facts: { ...good, ...change } }))).toEqual([
      { subject: expect.any(String), state, remedy: expect.stringMatching(remedy) },
    ]);
  });

  it.each([
    ['denied', /user and the password/],
    ['failed', /REDIS_URL/],
  ] as const)('that is %s', (state, remedy) => {
    expect(troubles(redisConditions({ state, reason: 'no' }))).toEqual([
      { subject: 'Redis', state, remedy: expect.stringMatching(remedy) },
    ]);
  });

  it('left out needs a directory that can be written', () => {
    expect(embeddedCondition('./data', null).state).toBe('ok');
    expect(embeddedCondition('./data', '/srv/data cannot be written (EACCES)')).toMatchObject({
      state: 'denied',
      remedy: expect.stringContaining('IRSA_DOCTOR_DATA_DIR'),
    });
  });
});

describe('a read that was tried', () => {
  const from = { source: 'iam:GetRole', subject: 'role x' };
  const unreadable = (cause: 'denied' | 'failed', permission: string | null): Piece<true> => ({
    ...from,
    state: 'unreadable',
    reason: 'no',
    cause,
    permission,
  });

  it.each([
    { ...from, state: 'known', value: true },
    { ...from, state: 'absent' },
  ] as const)('and is $state is allowed', (piece) => {
    expect(pieceCondition('aws', 'iam:GetRole', piece)).toMatchObject({ state: 'ok', remedy: null });
  });

  it('and did not come to be tried is skipped', () => {
    const piece = { ...from, state: 'unasked', reason: 'no cluster' } as const;
    expect(pieceCondition('aws', 'iam:GetRole', piece)).toMatchObject({
      state: 'skipped',
      reason: 'no cluster',
    });
  });

  it.each([
    [
      'aws',
      'denied',
      'iam:GetRole on arn:aws:iam::111122223333:role/x',
      /Allow iam:GetRole on arn.*iam-policy\.json/,
    ],
    ['aws', 'denied', 'eks:DescribeCluster on *', /Allow eks:DescribeCluster.*iam-policy\.json/],
    [
      'aws',
      'denied',
      'sts:AssumeRole on arn:aws:iam::444455556666:role/irsa-doctor-read',
      /sts:AssumeRole on arn:aws:iam::444455556666:role\/irsa-doctor-read.*trust policy/,
    ],
    ['aws', 'denied', null, /accounts in irsa-doctor\.yaml/],
    ['aws', 'failed', null, /aws sts get-caller-identity/],
    ['cluster', 'denied', 'list pods in namespace default', /cluster-role\.yaml/],
    ['cluster', 'denied', null, /create-access-entry/],
    ['cluster', 'denied', 'eks:DescribeCluster on *', /iam-policy\.json/],
    ['cluster', 'failed', null, /API server/],
  ] as const)('of %s and is %s (%s) has its remedy', (integration, cause, permission, remedy) => {
    expect(pieceCondition(integration, 'a read', unreadable(cause, permission))).toMatchObject({
      state: cause,
      reason: 'no',
      remedy: expect.stringMatching(remedy),
    });
  });
});

describe('clusters that others read', () => {
  it('are named one by one where the settings name them', () => {
    const words = 'read by the workers, which I do not see';
    expect(clustersElsewhere(['prod-eu', 'staging'])).toEqual([
      { subject: 'cluster prod-eu', state: 'skipped', words },
      { subject: 'cluster staging', state: 'skipped', words },
    ]);
    expect(clustersElsewhere([])).toEqual([{ subject: 'clusters', state: 'skipped', words }]);
  });
});
