import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gate, startGate } from './gate.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

const ROOMS = Array.from({ length: 20 }, (_, n) => `room-${n + 11}`);
const channels = [{ name: 'oncall' }, ...ROOMS.map((name) => ({ name }))];
const FOUND = 'system:serviceaccount:payment:api';
const ERROR =
  'namespace=payments serviceaccount=api msg="An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity"';

async function metric(stage: Stage, line: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${stage.service.adminPort}/metrics`)).text();
  const found = text.split('\n').find((one) => one.startsWith(`${line} `));
  return Number(found?.split(' ').at(-1) ?? 0);
}

/** Many at the same time, and what each of them hears. */
export function describeCrowding(name: string, options: () => StageOptions): void {
  describe(`many questions over ${name}`, () => {
    let gate: Gate;
    let stage: Stage;
    beforeAll(async () => {
      gate = await startGate('prod-eu');
      stage = await openStage({ ...options(), gate, slack: { channels } });
    });
    afterAll(async () => {
      await stage?.close();
      await gate?.close();
    });
    const ask = (channel: string, words: string) => stage.slack.user().say(channel, `@irsa ${words}`);
    const replies = (channel: string, ts: string) => stage.slack.thread(channel, ts).slice(1);
    const waitFor = (look: () => boolean, ms = 10_000) => stage.slack.waitFor(look, ms);

    it('about a cluster that hangs leave room for those about others, and say what they wait for', async () => {
      gate.shut();
      const calls = stage.slack.calls.length;
      const asked = ROOMS.map((room, n) => ({ room, ts: ask(room, `check payments/api-${n}`).ts }));
      const saying = (pattern: RegExp) =>
        asked.filter(({ room, ts }) => pattern.test(replies(room, ts)[0]?.text ?? '')).length;
      await waitFor(() => saying(/Checking/) === 8 && saying(/Waiting: 8 other checks of .*prod-eu/) === 12);

      const answered = stage.answered();
      const other = ask('oncall', 'check web/front staging');
      const startedAt = performance.now();
      await answered;
      expect(performance.now() - startedAt).toBeLessThan(4_000);
      expect(replies('oncall', other.ts)).toHaveLength(1);
      expect(saying(/Waiting: 8 other checks of .*prod-eu/)).toBe(12);

      const all = stage.answered(asked.length);
      gate.open();
      await all;
      for (const { room, ts } of asked) {
        const [answer, ...more] = replies(room, ts);
        expect(more).toEqual([]);
        expect(answer?.text).not.toMatch(/Waiting|Checking/);
      }
      // Whoever stepped aside has left nothing behind that would have to be looked for.
      const looked = stage.slack.calls.slice(calls).filter(({ method }) => /replies|history/.test(method));
      expect(looked).toEqual([]);
      expect(await metric(stage, 'irsa_doctor_questions_stepped_aside_total{why="cluster"}')).toBeGreaterThan(
        11,
      );
      expect(await metric(stage, 'irsa_doctor_attempts_failed_total{kind="check"}')).toBe(0);
    }, 40_000);

    it('that ask the same share one check, and each is answered in its own thread', async () => {
      gate.shut();
      const before = stage.cloud.requests.length;
      const paths = gate.paths.length;
      const asked = ROOMS.slice(0, 6).map((room) => ({ room, ts: ask(room, 'check payments/api').ts }));
      const pending = () => asked.filter(({ room, ts }) => /Checking/.test(replies(room, ts)[0]?.text ?? ''));
      await waitFor(() => pending().length === 6 && gate.paths.length > paths);
      const all = stage.answered(6);
      gate.open();
      await all;
      for (const { room, ts } of asked) {
        expect(replies(room, ts)).toHaveLength(1);
        expect(replies(room, ts)[0]?.text).toContain(FOUND);
      }
      const count = (action: string) =>
        stage.cloud.requests.slice(before).filter((request) => request.action === action).length;
      expect(count('GetRole')).toBe(1);
      expect(count('DescribeCluster')).toBeLessThanOrEqual(1);
      const looks = () =>
        gate.paths.slice(paths).filter((path) => path.includes('/payments/serviceaccounts')).length;
      expect(looks()).toBe(1);
      expect(await metric(stage, 'irsa_doctor_checks_shared_total')).toBe(5);

      // Whoever asks again wants to know how things are now.
      const answer = replies(asked[0]?.room ?? '', asked[0]?.ts ?? '')[0];
      if (answer === undefined) throw new Error('no answer');
      gate.shut();
      const again = stage.answered(2);
      const another = ask('room-17', 'check payments/api');
      await waitFor(() => looks() === 2 && replies('room-17', another.ts).length === 1);
      await stage.slack.user().clickButton(answer, 'check_again');
      await waitFor(() =>
        /Checking/.test(replies(asked[0]?.room ?? '', answer.thread_ts ?? '').at(-1)?.text ?? ''),
      );
      gate.open();
      await again;
      expect(await metric(stage, 'irsa_doctor_checks_shared_total')).toBe(5);
    }, 40_000);
  });

  describe(`Slack's pace over ${name}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage({
        ...options(),
        slack: { channels, postPace: { burst: 5 } },
        env: { IRSA_DOCTOR_POSTS_PER_SECOND: '1' },
      });
    });
    afterAll(async () => {
      await stage?.close();
    });

    it('is kept in a channel with many questions, and another channel is answered meanwhile', async () => {
      const answered = stage.answered(15);
      const flood = Array.from({ length: 14 }, () => stage.slack.user().say('oncall', '@irsa help'));
      const other = stage.slack.user().say('room-11', '@irsa help');
      const startedAt = performance.now();
      await stage.slack.waitFor(() => stage.slack.thread('room-11', other.ts).length === 2, 3_000);
      await answered;
      expect(performance.now() - startedAt).toBeGreaterThan(7_000);
      for (const { ts } of flood) expect(stage.slack.thread('oncall', ts)).toHaveLength(2);
      const refused = stage.slack.calls.filter(({ outcome }) => outcome === 'ratelimited');
      // Without it, each would be refused several times.
      expect(refused.length).toBeLessThan(8);
      expect(await metric(stage, 'irsa_doctor_questions_stepped_aside_total{why="channel"}')).toBeGreaterThan(
        5,
      );
    }, 40_000);
  });

  describe(`a full queue over ${name}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage({
        ...options(),
        // Nobody answers, so that questions wait.
        sides: { bot: true, worker: false },
        slack: { channels, events: ['app_mention', 'message.im', 'message.channels'] },
        settings: (slack) => `slack:\n  channels:\n    ${slack.channel('room-11').id}: { watch: true }\n`,
        env: { IRSA_DOCTOR_QUEUE_LIMIT: '3' },
      });
    });
    afterAll(async () => {
      await stage?.close();
    });

    it('is told to the person alone, with what to do, and Slack is not asked to deliver again', async () => {
      const user = stage.slack.user();
      const whispers = () => stage.slack.ephemeralsOf(user.id);
      const next = (after: number) => stage.slack.waitFor(() => whispers()[after]);
      const full = /3 others are waiting.*ask again in a few minutes/s;
      for (const room of ['room-12', 'room-13', 'room-14']) user.say(room, '@irsa check payments/api');
      const stored = () =>
        stage.events.filter(({ event, outcome }) => event === 'question' && outcome === 'added');
      await stage.slack.waitFor(() => stored().length === 3);

      const typed = await user.type('oncall', '/irsa check payments/api');
      expect(typed.ok ? typed.answer : '').toMatch(full);
      expect(typed.ok ? typed.answer : '').toMatch(/Reference/);

      const mention = user.say('oncall', '@irsa check payments/api');
      expect((await next(1)).text).toMatch(full);
      expect(stage.slack.thread('oncall', mention.ts)).toHaveLength(1);
      const pasted = user.say('room-15', ERROR);
      await user.messageShortcut(pasted, 'diagnose_message');
      expect((await next(2)).text).toMatch(full);

      stage.slack.user().say('room-11', ERROR);
      await stage.slack.waitFor(() =>
        stage.events.find(({ event, via }) => event === 'queue-full' && via === 'watch'),
      );
      await stage.slack.settled();
      expect(whispers()).toHaveLength(3);
      expect(stage.slack.deliveries.filter(({ retry }) => retry > 0)).toEqual([]);
      expect(await metric(stage, 'irsa_doctor_questions_turned_away_total{via="watch"}')).toBe(1);
      expect(await metric(stage, 'irsa_doctor_questions_turned_away_total{via="command"}')).toBe(1);
      expect(await metric(stage, 'irsa_doctor_questions_not_stored_total{via="watch"}')).toBe(0);
      expect(await metric(stage, 'irsa_doctor_queue_depth')).toBe(3);
    }, 20_000);
  });
}
