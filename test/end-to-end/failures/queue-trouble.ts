import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChaosRedis, startChaosRedis } from '../../chaos/chaos-redis.ts';
import type { Stage, StageOptions } from '../stage.ts';
import { askInEveryWay, openEveryWay } from './every-way.ts';
import { type Heard, listenAt, referenceIn } from './hearing.ts';
import { type Way, waysToAsk } from './ways-to-ask.ts';

const REFUSAL = /I cannot take questions just now: my queue cannot be reached/;
const asked = waysToAsk.filter(({ isUnasked }) => isUnasked === undefined);
const unasked = waysToAsk.filter(({ isUnasked }) => isUnasked === true);
/** How long a question is worked on, in milliseconds: longer than the queue is away. */
const READ_MS = 1_500;

/** What becomes of questions when Redis goes away: those that it holds are answered, and who asks another is told. */
export function describeQueueFailures(name: string, mode: StageOptions['mode'], program: string): void {
  describe(`every way to ask over ${name}`, () => {
    let directory: string;
    let redis: ChaosRedis;
    let stage: Stage;
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'irsa-doctor-redis-'));
      redis = await startChaosRedis(program, directory);
      stage = await openEveryWay({ mode, redisUrl: redis.url });
    });
    afterAll(async () => {
      await stage?.close();
      await redis?.close();
      await rm(directory, { recursive: true, force: true });
    });

    const away = {
      name: 'the queue is away',
      fail: () => redis.stop('killed'),
      mend: () => redis.start(),
    };
    const referencesOf = (wanted: string) =>
      stage.events.filter(({ event }) => event === wanted).map(({ reference }) => reference);
    const wayNamed = (wanted: string): Way => {
      const way = waysToAsk.find((one) => one.name === wanted);
      if (way === undefined) throw new Error(`there is no way called ${wanted}`);
      return way;
    };

    describe('while the queue is away', () => {
      let heard: ReadonlyMap<Way, Heard>;
      beforeAll(async () => {
        heard = await askInEveryWay(stage, away, asked);
      }, 90_000);

      it.each(asked)('tells $name of it once, with a reference that the logs hold', (way) => {
        const [telling = '', ...more] = heard.get(way)?.tellings ?? [];
        expect(more).toEqual([]);
        expect(telling).toMatch(REFUSAL);
        expect(referencesOf('question-not-stored')).toContain(referenceIn(telling));
      });
    });

    it('is silent about a watched message, which nobody waits for, and writes that down', async () => {
      const before = referencesOf('question-not-stored').length;
      const isNoted = () => referencesOf('question-not-stored').length > before;
      const whenAsked = async () => void (await stage.slack.waitFor(isNoted, 20_000));
      const heard = await askInEveryWay(stage, { ...away, whenAsked }, unasked, { isSilent: true });
      expect([...heard.values()].flatMap(({ tellings }) => tellings)).toEqual([]);
    }, 60_000);

    it('answers all that was asked before the queue went away, once', async () => {
      const heard = await askInEveryWay(stage, {
        name: 'the queue goes away',
        fail: ({ world }) => void world.delays.push({ api: 'iam:GetRole', ms: READ_MS }),
        whenAsked: async () => {
          await redis.stop('killed');
          await redis.start();
        },
        mend: ({ world }) => void world.delays.splice(0),
      });
      for (const way of waysToAsk) {
        const [telling = '', ...more] = heard.get(way)?.tellings ?? [];
        expect(more, way.name).toEqual([]);
        expect(telling, way.name).not.toMatch(REFUSAL);
        expect(referencesOf('answered'), way.name).toContain(referenceIn(telling));
      }
    }, 90_000);

    it('tells whoever wants the corrected policy, or its file, and leaves the dialog as it is', async () => {
      const again = wayNamed('the button Check again');
      const answer = await again.prepare?.(stage);
      if (answer === undefined) throw new Error('no answer');
      const user = stage.slack.user();
      await user.clickButton(answer, 'fix_show');
      const dialog = await stage.slack.waitFor(() => stage.slack.openViews(user.id).at(-1));
      const shown = stage.slack.renderView(dialog);

      const listen = listenAt(stage, again);
      await redis.stop('killed');
      try {
        await user.clickButton(answer, 'fix_show');
        await stage.slack.waitFor(() => listen().tellings.length === 1, 10_000);
        await user.clickButton(dialog, 'fix_file');
        await stage.slack.waitFor(() => listen().tellings.length === 2, 10_000);
      } finally {
        await redis.start();
      }
      const [policy = '', file = ''] = listen().tellings;
      for (const telling of [policy, file]) expect(telling).toMatch(REFUSAL);
      expect(file).toContain('Copy the policy from the dialog');
      expect(referencesOf('fix-not-found')).toContain(referenceIn(policy));
      expect(referencesOf('file-untold')).toContain(referenceIn(file));
      expect(stage.slack.openViews(user.id).map((view) => stage.slack.renderView(view))).toEqual([shown]);
      await user.closeView(dialog);
    }, 60_000);

    it('shows the home tab all the same', async () => {
      const user = stage.slack.user('noor');
      await redis.stop('killed');
      try {
        user.openHome();
        const shown = await stage.slack.waitFor(() => {
          const view = stage.slack.homeOf('noor');
          return view === null ? null : stage.slack.renderView(view);
        }, 10_000);
        expect(shown).toContain('/irsa check payments/api');
      } finally {
        await redis.start();
      }
    }, 60_000);
  });
}
