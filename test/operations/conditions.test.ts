import { describe, expect, it } from 'vitest';
import type { Piece } from '../../src/checker/vocabulary/evidence.ts';
import type { Condition } from '../../src/operations/condition.ts';
import { embeddedCondition, redisConditions } from '../../src/operations/queue-conditions.ts';
import { slackConditions } from '../../src/operations/slack-conditions.ts';
import { pieceCondition } from '../../src/operations/source-conditions.ts';
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

  it('is fine with all scopes', () => {
    expect(troubles(slackConditions({ bot: ok, app: ok }))).toEqual([]);
  });

  it.each(SCOPES)('without $name names the scope and where to add it', ({ name, isNeeded }) => {
    const scopes = ALL_SCOPES.filter((one) => one !== name);
    expect(troubles(slackConditions({ bot: { ...ok, scopes }, app: null }))).toEqual([
      {
        subject: `scope ${name}`,
        state: isNeeded ? 'denied' : 'advice',
        remedy: expect.stringContaining(`Add ${name} under "OAuth & Permissions"`),
      },
    ]);
  });

  it('that does not tell its scopes is compared by hand', () => {
    expect(troubles(slackConditions({ bot: { ...ok, scopes: null }, app: null }))).toEqual([
      { subject: 'scopes', state: 'advice', remedy: expect.stringContaining('manifest.yml') },
    ]);
  });

  it.each([
    ['invalid_auth', /is not accepted/],
    ['token_revoked', /was revoked/],
    ['token_expired', /has expired/],
    ['account_inactive', /gone/],
  ])('that refuses the bot token with %s is asked for a new one', (reason, words) => {
    const [condition, ...more] = slackConditions({ bot: { state: 'denied', reason }, app: null });
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
    expect(troubles(slackConditions({ bot: ok, app: { state: 'denied', reason } }))).toEqual([
      { subject: 'app-level token', state: 'denied', remedy: expect.stringMatching(remedy) },
    ]);
  });

  it('that cannot be reached is a matter of the network', () => {
    expect(troubles(slackConditions({ bot: { state: 'failed', reason: 'ENOTFOUND' }, app: null }))).toEqual([
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
