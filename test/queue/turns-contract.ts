import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Place, QuestionJob } from '../../src/queue/job.ts';
import type { Attempt, Processor, QueueBackend } from '../../src/queue/ports.ts';
import { QueueFullError } from '../../src/queue/queue-full-error.ts';
import { StepAside } from '../../src/queue/step-aside.ts';
import type { QueueTiming } from '../../src/queue/timing.ts';
import { TryLater } from '../../src/queue/try-later.ts';
import { startChild } from './child.ts';
import type { Store } from './contract.ts';
import { eventually } from './eventually.ts';
import { diagnosis, question } from './question.ts';

/** Short enough for a test, long enough for a busy machine. */
const quick: Partial<QueueTiming> = {
  reachMs: 5_000,
  firstRetryMs: 20,
  settleMs: 200,
  lockMs: 1_000,
  stalledCheckMs: 300,
};
const MANY = 60;

function inChannel(channel: string, via: Place['via'] = 'mention'): QuestionJob {
  const job = question();
  return { ...job, place: { ...job.place, channel, via } };
}

/** What every backend promises of whose turn it is. */
export function turnsContract(newStore: () => Promise<Store>): void {
  let store: Store;
  let backend: QueueBackend;
  let givenUp: string[];

  const open = async (timing: Partial<QueueTiming> = {}, mostWaiting?: number) => {
    backend = await store.open({ ...quick, ...timing }, mostWaiting);
  };
  const work = (process: Processor, concurrency = 2) =>
    backend.startWorker({
      process,
      concurrency,
      onGivenUp: async (id) => {
        givenUp.push(id);
      },
    });
  const resultOf = (id: string) => eventually(async () => (await backend.queue.find(id))?.result);
  const empty = () => eventually(async () => (await backend.queue.depth()) === 0, 20_000);
  const enqueueMany = (channel: string, count: number, via?: Place['via']) =>
    Promise.all(
      Array.from({ length: count }, (_, n) =>
        backend.queue.enqueue(`${channel}-${n}`, inChannel(channel, via)),
      ),
    );

  beforeEach(async () => {
    store = await newStore();
    givenUp = [];
    await open();
  });

  afterEach(async () => {
    await backend.close();
    await store.drop();
  });

  describe('a flood in one channel', () => {
    it.each(['mention', 'command', 'button', 'watch'] as const)(
      'of questions by %s does not keep another channel waiting',
      async (via) => {
        const answered: string[] = [];
        await enqueueMany('C1', MANY, via);
        await backend.queue.enqueue('other', inChannel('C2', via));
        await work(async ({ id }) => {
          answered.push(id);
          return { diagnosis: null };
        });
        await empty();
        expect(answered).toHaveLength(MANY + 1);
        expect(answered.indexOf('other')).toBeLessThan(4);
      },
    );

    it('that is being answered already does not either', async () => {
      const answered: string[] = [];
      await work(async ({ id }) => {
        await sleep(10);
        answered.push(id);
        return { diagnosis: null };
      });
      await enqueueMany('C1', MANY);
      const before = answered.length;
      await backend.queue.enqueue('other', inChannel('C2'));
      await resultOf('other');
      expect(answered.indexOf('other') - before).toBeLessThan(10);
      await empty();
    });

    it('is answered in its own order', async () => {
      for (let n = 0; n < 10; n += 1) await backend.queue.enqueue(`q${n}`, inChannel('C1'));
      const answered: string[] = [];
      await work(async ({ id }) => {
        answered.push(id);
        return { diagnosis: null };
      }, 1);
      await empty();
      expect(answered).toEqual(Array.from({ length: 10 }, (_, n) => `q${n}`));
    });

    it('takes turns with a flood in another', async () => {
      await enqueueMany('C1', 20);
      await enqueueMany('C2', 20);
      const answered: string[] = [];
      await work(async ({ job }) => {
        answered.push(job.place.channel);
        return { diagnosis: null };
      }, 1);
      await empty();
      const half = answered.slice(0, 20).filter((channel) => channel === 'C1');
      expect(half.length).toBeGreaterThanOrEqual(8);
      expect(half.length).toBeLessThanOrEqual(12);
    });

    it('does not count a question twice that is delivered twice', async () => {
      for (let n = 0; n < 5; n += 1) await backend.queue.enqueue('same', inChannel('C1'));
      await backend.queue.enqueue('next', inChannel('C1'));
      const rounds = new Map<string, number>();
      await work(async ({ id, round }) => {
        rounds.set(id, round);
        return { diagnosis: null };
      });
      await empty();
      expect(rounds).toEqual(
        new Map([
          ['same', 0],
          ['next', 1],
        ]),
      );
    });

    it('is seen as waiting', async () => {
      await enqueueMany('C1', 3);
      await sleep(150);
      expect(await backend.queue.depth()).toBe(3);
      // The first has no priority: once it is done, all that wait have one.
      const held = Promise.withResolvers<void>();
      await work(async ({ round }) => {
        if (round > 0) await held.promise;
        return { diagnosis: null };
      }, 1);
      await resultOf('C1-0');
      await eventually(async () => (await backend.queue.depth()) === 2);
      expect(await backend.queue.oldestWaiting()).toBeGreaterThanOrEqual(100);
      held.resolve();
      await empty();
      expect(await backend.queue.oldestWaiting()).toBeNull();
    });
  });

  describe('a question of a later round', () => {
    const enqueueLater = async () => {
      await enqueueMany('C1', 2);
      const worker = await work(async ({ round }) => {
        if (round > 0) throw new StepAside('cluster', 300);
        return { diagnosis: null };
      }, 1);
      await resultOf('C1-0');
      await worker.close();
      await eventually(async () => (await backend.queue.depth()) === 1);
    };

    it('is tried again after a failure and after an outage', async () => {
      await enqueueLater();
      const numbers: number[] = [];
      await work(async ({ number, round }) => {
        numbers.push(number);
        expect(round).toBe(1);
        if (number === 1) throw new Error('not yet');
        if (number === 2) throw new TryLater('Slack is away');
        return { diagnosis };
      });
      expect(await resultOf('C1-1')).toEqual({ diagnosis });
      expect(numbers).toEqual([1, 2, 3]);
    });

    it('that is handed back goes to an idle worker at once', async () => {
      await enqueueLater();
      const started = Promise.withResolvers<void>();
      const first = await work(async ({ signal }) => {
        started.resolve();
        await once(signal, 'abort');
        throw new Error('stopped');
      });
      await started.promise;
      await work(async () => ({ diagnosis }));
      await sleep(200);
      const closing = performance.now();
      await first.close(50);
      await resultOf('C1-1');
      expect(performance.now() - closing).toBeLessThan(2_500);
      expect(givenUp).toEqual([]);
    });

    it('outlives the process that answers it', async () => {
      await enqueueLater();
      await backend.close();
      const child = startChild({ store: store.place, timing: quick, task: 'hang' });
      try {
        await child.says('running');
      } finally {
        await child.die();
      }
      await open();
      const attempts: Attempt[] = [];
      await work(async (attempt) => {
        attempts.push(attempt);
        return { diagnosis };
      });
      expect(await resultOf('C1-1')).toEqual({ diagnosis });
      expect(attempts).toMatchObject([{ id: 'C1-1', number: 2 }]);
    });
  });

  describe('stepping aside', () => {
    it('is no attempt, however often', async () => {
      const numbers: number[] = [];
      await work(async ({ number, isLast }) => {
        numbers.push(number);
        expect(isLast).toBe(false);
        if (numbers.length < 8) throw new StepAside('cluster', 10);
        return { diagnosis };
      });
      await backend.queue.enqueue('a', question());
      expect(await resultOf('a')).toEqual({ diagnosis });
      expect(numbers).toEqual(Array(8).fill(1));
      expect(givenUp).toEqual([]);
    });

    it('lasts as long as it was told, and gives the next its place meanwhile', async () => {
      const ran: [string, number][] = [];
      await work(async ({ id }) => {
        ran.push([id, performance.now()]);
        if (id === 'a' && ran.length === 1) throw new StepAside('channel', 700);
        return { diagnosis };
      }, 1);
      await backend.queue.enqueue('a', question());
      await backend.queue.enqueue('b', question());
      await resultOf('a');
      expect(ran.map(([id]) => id)).toEqual(['a', 'b', 'a']);
      expect((ran[2]?.[1] ?? 0) - (ran[0]?.[1] ?? 0)).toBeGreaterThanOrEqual(690);
    });

    it('keeps what was posted, and a failure afterwards counts', async () => {
      const seen: unknown[] = [];
      await work(async ({ number, job, remember }) => {
        seen.push([number, job.posted.parentTs]);
        if (seen.length === 1) {
          await remember({ parentTs: '1.1', answerTs: null });
          throw new StepAside('channel', 10);
        }
        if (seen.length === 2) throw new TryLater('lost on the way');
        if (seen.length === 3) throw new StepAside('channel', 10);
        return { diagnosis };
      });
      await backend.queue.enqueue('a', question());
      await resultOf('a');
      expect(seen).toEqual([
        [1, null],
        [1, '1.1'],
        [2, '1.1'],
        [2, '1.1'],
      ]);
    });

    it('ends when nobody waits for an answer any more', async () => {
      await backend.close();
      await open({ patienceMs: 300 });
      await work(async () => {
        throw new StepAside('cluster', 50);
      });
      await backend.queue.enqueue('a', question());
      await eventually(() => givenUp[0] === 'a');
      await empty();
    });
  });

  describe('a full queue', () => {
    it('says how many wait, and takes no more until there is room', async () => {
      await backend.close();
      await open({}, 3);
      await enqueueMany('C1', 3);
      const refused = backend.queue.enqueue('more', inChannel('C2'));
      await expect(refused).rejects.toBeInstanceOf(QueueFullError);
      await expect(refused).rejects.toMatchObject({
        waiting: 3,
        message: expect.stringContaining('3 others'),
      });
      expect(await backend.queue.find('more')).toBeNull();
      expect(await backend.queue.enqueue('C1-1', inChannel('C1'))).toBe('duplicate');
      await work(async () => ({ diagnosis: null }));
      await empty();
      const taken = await eventually(() => backend.queue.enqueue('more', inChannel('C2')).catch(() => null));
      expect(taken).toBe('added');
    });

    it('is one, whoever filled it', async () => {
      await enqueueMany('C1', 4);
      await backend.close();
      await open({}, 3);
      await backend.queue.enqueue('first', inChannel('C2')).catch(() => undefined);
      await eventually(() =>
        backend.queue.enqueue(`later-${Math.random()}`, inChannel('C2')).then(
          () => false,
          (error: unknown) => error instanceof QueueFullError,
        ),
      );
    });

    it('counts questions that stepped aside', async () => {
      await backend.close();
      await open({}, 2);
      await work(async () => {
        throw new StepAside('cluster', 60_000);
      });
      await enqueueMany('C1', 2);
      await sleep(1_200);
      await expect(backend.queue.enqueue('more', inChannel('C2'))).rejects.toBeInstanceOf(QueueFullError);
    });
  });
}
