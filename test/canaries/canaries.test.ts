import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedHeaders } from '../../src/sandbox/slack/delivery/signature.ts';
import type { ChannelMessage } from '../../src/sandbox/slack/state/messages.ts';
import { describeWithRedisServer } from '../redis.ts';
import { drawCanaries, findCanaries, type Haystack } from './canaries.ts';
import { pastes, secretLines } from './pasted.ts';
import { openStage, type Stage } from './stage.ts';
import { inDirectory, inRedis } from './stored.ts';

const CHANNEL = 'oncall';
const PATIENCE_MS = 60_000;

/** Everything that a service does with secrets around it, and then a look at everything that it left anywhere. */
function describeCanaries(mode: 'http' | 'socket', redisServer: string | null): void {
  describe(`secrets around a service over ${mode}, queue ${redisServer === null ? 'embedded' : 'on Redis'}`, () => {
    const canaries = drawCanaries();
    let stage: Stage;
    let admin: Haystack;

    beforeAll(async () => {
      stage = await openStage(mode, redisServer, canaries);
    });
    afterAll(() => stage?.close());

    const user = () => stage.slack.user();

    /** Waits until as many more questions have ended as `act` asks. */
    async function ended(count: number, act: () => unknown): Promise<void> {
      const now = () => stage.logged('answered') + stage.logged('given-up');
      const wanted = now() + count;
      await act();
      await stage.slack.waitFor(() => now() >= wanted, PATIENCE_MS);
      await stage.slack.settled();
    }
    const allEnded = () =>
      stage.slack.waitFor(
        () =>
          stage.logged('answered') + stage.logged('given-up') ===
          stage.output().toString().split('"outcome":"added"').length - 1,
        PATIENCE_MS,
      );
    const answerTo = async (words: string): Promise<ChannelMessage> => {
      await ended(1, () => user().type(CHANNEL, words));
      const answer = stage.slack
        .channelMessages(CHANNEL)
        .findLast(({ bot_id, thread_ts }) => bot_id && thread_ts);
      if (answer === undefined) throw new Error('no answer');
      return answer;
    };

    it(
      'are there when it checks, audits, proves, and people click',
      async () => {
        await answerTo('/irsa check payments/api by-eks');
        await answerTo('/irsa check web/front');
        await answerTo('/irsa audit');
        const answer = await answerTo('/irsa check payments/api');
        await user().clickButton(answer, 'fix_show');
        const view = await stage.slack.waitFor(() => stage.slack.openViews(user().id).at(-1));
        await user().clickButton(view, 'fix_file');
        await stage.slack.waitFor(() => stage.slack.workspace.files.all().length > 0);
        await ended(1, () => user().clickButton(answer, 'check_again'));
        user().openHome();
        await stage.slack.waitFor(() => stage.slack.homeOf(user().id));
        await ended(1, () => stage.slack.team('T0BETA').user().type('beta', '/irsa check payments/api'));
        expect(stage.cloud.requests.map(({ action }) => action)).toContain('AssumeRoleWithWebIdentity');
        expect(stage.cloud.requests.map(({ action }) => action)).toContain('AssumeRole');
      },
      PATIENCE_MS,
    );

    it(
      'are there when people paste them, in every way to ask',
      async () => {
        const texts = pastes(canaries);
        for (const text of texts) {
          await ended(1, () => user().say(CHANNEL, `@irsa ${text}`));
          await ended(1, () => user().directMessage(text));
          await user().type(CHANNEL, `/irsa explain ${text.replaceAll('\n', ' ')}`);
          const message = user().say('incidents', text);
          await user().messageShortcut(message, 'diagnose_message');
        }
        for (const line of secretLines(canaries))
          await user().type(CHANNEL, `/irsa ${line.replaceAll('\n', ' ')}`);
        for (const line of secretLines(canaries))
          await user().type(CHANNEL, `/irsa check payments/api ${line.replaceAll('\n', ' ')}`);
        await allEnded();
        // The channel is watched, so that this is a question, too.
        await ended(1, () => user().say(CHANNEL, texts.at(-1) ?? ''));
        const parent = stage.slack.channelMessages(CHANNEL).findLast((one) => one.user === user().id);
        await ended(1, () => user().say(CHANNEL, '@irsa', { threadTs: parent?.ts ?? '' }));
      },
      3 * PATIENCE_MS,
    );

    it(
      'are there when Slack, AWS and the clusters fail',
      async () => {
        for (const kind of ['500', '429', 'reset', 'error:invalid_auth', 'error:missing_scope'] as const) {
          stage.slack.addFault({ method: 'chat.postMessage', kind });
          stage.slack.addFault({ method: 'chat.update', kind });
          await ended(1, () => user().say(CHANNEL, '@irsa check payments/api'));
        }
        stage.slack.clearFaults();
        for (const kind of ['denied', 'garbage'] as const) {
          for (const api of ['iam:*', 'eks:*', 'sts:*', 'kubernetes:*']) {
            stage.world.faults.push({ api, kind });
            await ended(1, () => user().say(CHANNEL, '@irsa check payments/api by-eks'));
            stage.world.faults.length = 0;
          }
        }
        const tokens = stage.world.clusters.map((cluster) => cluster.tokens.splice(0));
        await ended(1, () => user().say(CHANNEL, '@irsa check payments/api prod-eu'));
        for (const [index, kept] of tokens.entries()) stage.world.clusters[index]?.tokens.push(...kept);
        stage.slack.socket?.drop();
      },
      3 * PATIENCE_MS,
    );

    it(
      'are there when Redis is away',
      async ({ skip }) => {
        skip(redisServer === null, 'the queue is in the process itself');
        await stage.redis?.stop('clean');
        await user().type(CHANNEL, '/irsa check payments/api');
        await readAdmin();
        await stage.redis?.start();
        await ended(1, async () => {
          for (let tries = 0; tries < 20; tries += 1) {
            const outcome = await user().type(CHANNEL, '/irsa check payments/api');
            if (outcome.ok && outcome.answer === null) return;
          }
        });
      },
      PATIENCE_MS,
    );

    it('are there when requests are refused', async ({ skip }) => {
      skip(mode !== 'http', 'in Socket Mode there are no requests');
      const url = `http://127.0.0.1:${stage.httpPort}`;
      const body = `text=${canaries.pastedPassword}&payload=${canaries.pastedBearer}`;
      const seconds = Math.floor(Date.now() / 1_000);
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      const signed = signedHeaders(canaries.signingSecret, seconds, body);
      for (const headers of [
        type,
        { ...type, ...signedHeaders('another', seconds, body) },
        { ...type, ...signed },
      ])
        await fetch(`${url}/slack/events?token=${canaries.requestQuery}`, { method: 'POST', headers, body });
      const elsewhere = await fetch(`${url}/elsewhere?token=${canaries.requestQuery}`);
      expect(elsewhere.status).toBe(404);
    });

    async function readAdmin(): Promise<void> {
      const paths = ['/metrics', '/healthz', '/readyz', '/readyz?output=json'];
      const texts = await Promise.all(
        paths.map(async (path) => (await fetch(`http://127.0.0.1:${stage.adminPort}${path}`)).text()),
      );
      const bytes = Buffer.concat([
        ...(admin === undefined ? [] : [admin.bytes]),
        Buffer.from(texts.join('\n')),
      ]);
      admin = { name: 'admin port', bytes };
    }

    it(
      'are in nothing that it wrote, kept, sent or showed',
      async () => {
        await allEnded();
        await readAdmin();
        const stored = stage.redis === null ? [] : [await inRedis(stage.redis.url)];
        await stage.stopProgram();
        const { slack } = stage;
        const haystacks: readonly Haystack[] = [
          { name: 'log', bytes: stage.output() },
          admin,
          { name: 'traces', bytes: stage.collector.received() },
          { name: 'calls of Slack', bytes: Buffer.from(JSON.stringify(slack.calls)) },
          {
            name: 'acknowledgements',
            bytes: Buffer.from(JSON.stringify(slack.deliveries.map(({ receipt }) => receipt))),
          },
          {
            name: 'files in Slack',
            bytes: Buffer.concat(slack.workspace.files.all().map(({ content }) => content)),
          },
          ...stored,
          ...(stage.redis === null ? await inDirectory(stage.dataDirectory) : []),
        ];
        // Nothing was looked at in vain.
        for (const { name, bytes } of haystacks) expect(bytes.length, name).toBeGreaterThan(100);
        const kept = haystacks.filter(({ name }) => /Redis|rows|log|calls/.test(name));
        for (const { name, bytes } of kept) expect(bytes.includes('payments'), name).toBe(true);
        expect(findCanaries(canaries, haystacks)).toEqual([]);
        expect(stage.cloud.requests.filter(({ action }) => /secret/i.test(action))).toEqual([]);
      },
      PATIENCE_MS,
    );
  });
}

describe('with the embedded queue', () => describeCanaries('socket', null));
describeWithRedisServer('with Redis', (program) => describeCanaries('http', program));

describe('the search for canaries', () => {
  it.each([
    ['as it is', (text: string) => text],
    ['in a URL', encodeURIComponent],
    ['as base64', (text: string) => Buffer.from(text).toString('base64')],
    ['as digits', (text: string) => Buffer.from(text).toString('hex')],
  ])('finds one %s', (_how, written) => {
    const canaries = drawCanaries();
    const bytes = Buffer.from(`before ${written(canaries.podPassword)} after`);
    expect(findCanaries(canaries, [{ name: 'here', bytes }])).toEqual(['here: podPassword']);
  });

  it('finds a token that nobody planted', () => {
    const token =
      'eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiJzeXN0ZW06c2VydmljZWFjY291bnQifQ.c2lnbmF0dXJlLW9mLWl0';
    expect(findCanaries(drawCanaries(), [{ name: 'here', bytes: Buffer.from(token) }])).toEqual([
      'here: a signed token',
    ]);
  });
});
