import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GiveUp } from '../../src/queue/give-up.ts';
import type { QuestionJob } from '../../src/queue/job.ts';
import type { Attempt, Processor, QueueBackend } from '../../src/queue/ports.ts';
import type { QueueTiming } from '../../src/queue/timing.ts';
import { TryLater } from '../../src/queue/try-later.ts';
import { startChild } from './child.ts';
import { eventually } from './eventually.ts';
import { diagnosis, question } from './question.ts';
import type { ChildOrders } from './worker-process.ts';

/** Somewhere to keep questions that outlives the backend which is opened on it. */
export interface Store {
  readonly place: ChildOrders['store'];
  open(timing: Partial<QueueTiming>, mostWaiting?: number): Promise<QueueBackend>;
  drop(): Promise<void>;
}

interface GivenUp {
  readonly id: string;
  readonly job: QuestionJob;
  readonly error: Error;
}

/** Short enough for a test, long enough for a busy machine. */
const quick: Partial<QueueTiming> = {
  reachMs: 5_000,
  firstRetryMs: 20,
  settleMs: 200,
  lockMs: 1_000,
  stalledCheckMs: 300,
};

/** What every backend promises. */
export function queueContract(newStore: () => Promise<Store>): void {
  let store: Store;
  let backend: QueueBackend;
  let givenUp: GivenUp[];

  const open = async (timing: Partial<QueueTiming> = {}) => {
    backend = await store.open({ ...quick, ...timing });
  };
  const work = (process: Processor, onGivenUp?: () => Promise<void>) =>
    backend.startWorker({
      process,
      concurrency: 4,
      onGivenUp: async (id, job, error) => {
        givenUp.push({ id, job, error });
        await onGivenUp?.();
      },
    });
  const resultOf = (id: string) => eventually(async () => (await backend.queue.find(id))?.result);

  beforeEach(async () => {
    store = await newStore();
    givenUp = [];
    await open();
  });

  afterEach(async () => {
    await backend.close();
    await store.drop();
  });

  describe('asking', () => {
    it('keeps a question that nobody works on yet', async () => {
      expect(await backend.queue.enqueue('a', question())).toBe('added');
      expect(await backend.queue.find('a')).toEqual({ job: question(), result: null });
      expect(await backend.queue.depth()).toBe(1);
    });

    it('finds nothing under an id that was never stored', async () => {
      expect(await backend.queue.find('never')).toBeNull();
    });

    it('tells a question that is stored already, and keeps the first', async () => {
      await backend.queue.enqueue('a', question('first'));
      expect(await backend.queue.enqueue('a', question('second'))).toBe('duplicate');
      expect((await backend.queue.find('a'))?.job.reference).toBe('first');
    });

    it('tells for how long the next in line has been waiting, and nothing while nobody waits', async () => {
      expect(await backend.queue.oldestWaiting()).toBeNull();
      await backend.queue.enqueue('first', question());
      await sleep(150);
      await backend.queue.enqueue('second', question());
      const waited = await backend.queue.oldestWaiting();
      expect(waited).toBeGreaterThanOrEqual(100);
      expect(waited).toBeLessThan(10_000);
      await work(async () => ({ diagnosis: null }));
      await resultOf('first');
      await resultOf('second');
      expect(await backend.queue.oldestWaiting()).toBeNull();
    });

    it('adds a question once, however many store it at once', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => backend.queue.enqueue('a', question())),
      );
      expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1);
      expect(await backend.queue.depth()).toBe(1);
    });

    it.each([
      { form: 'with colons', id: 'T1:C1:1700000000.000100' },
      { form: 'that is a number', id: '12345' },
      { form: 'that is empty', id: '' },
      { form: 'of any length', id: 'ü'.repeat(5_000) },
    ])('takes an id $form', async ({ id }) => {
      expect(await backend.queue.enqueue(id, question())).toBe('added');
      expect(await backend.queue.enqueue(id, question())).toBe('duplicate');
    });
  });

  describe('answering', () => {
    it('hands the question to the processor and keeps its result', async () => {
      const attempts: Attempt[] = [];
      await work(async (attempt) => {
        attempts.push(attempt);
        return { diagnosis };
      });
      await backend.queue.enqueue('T1:C1:1', question());
      const result = await resultOf('T1:C1:1');
      expect(result).toEqual({ diagnosis });
      // A trust policy in it must come back with its members in their order.
      expect(JSON.stringify(result)).toBe(JSON.stringify({ diagnosis }));
      expect(attempts).toMatchObject([{ id: 'T1:C1:1', job: question(), number: 1, isLast: false }]);
      expect(await backend.queue.depth()).toBe(0);
    });

    it('picks up a question at once when idle', async () => {
      await work(async () => ({ diagnosis }));
      await sleep(300);
      const askedAt = performance.now();
      await backend.queue.enqueue('a', question());
      await resultOf('a');
      expect(performance.now() - askedAt).toBeLessThan(1_000);
    });

    it('keeps results across a restart, and still knows duplicates', async () => {
      await work(async () => ({ diagnosis: null }));
      await backend.queue.enqueue('a', question());
      await resultOf('a');
      await backend.close();
      await open();
      expect(await backend.queue.find('a')).toEqual({ job: question(), result: { diagnosis: null } });
      expect(await backend.queue.enqueue('a', question())).toBe('duplicate');
    });

    it('tries again after a failure', async () => {
      const numbers: number[] = [];
      await work(async ({ number }) => {
        numbers.push(number);
        if (number < 3) throw new Error('not yet');
        return { diagnosis };
      });
      await backend.queue.enqueue('a', question());
      await resultOf('a');
      expect(numbers).toEqual([1, 2, 3]);
      expect(givenUp).toEqual([]);
    });

    it('remembers for the next attempt what was posted', async () => {
      const seen: unknown[] = [];
      await work(async ({ number, job, remember }) => {
        seen.push(job.posted);
        if (number === 1) {
          await remember({ parentTs: '1.1', answerTs: '1.2' });
          throw new Error('after posting');
        }
        return { diagnosis };
      });
      await backend.queue.enqueue('a', question());
      await resultOf('a');
      expect(seen).toEqual([
        { parentTs: null, answerTs: null },
        { parentTs: '1.1', answerTs: '1.2' },
      ]);
      expect((await backend.queue.find('a'))?.job).toEqual({ ...question(), posted: seen[1] });
      expect(await backend.queue.enqueue('a', question())).toBe('duplicate');
    });

    it('stops an attempt whose time is up, and tries again', async () => {
      await backend.close();
      await open({ questionMs: 200 });
      const reasons: unknown[] = [];
      await work(async ({ number, signal }) => {
        if (number > 1) return { diagnosis };
        await once(signal, 'abort');
        reasons.push(signal.reason);
        throw signal.reason;
      });
      await backend.queue.enqueue('a', question());
      await resultOf('a');
      expect(reasons).toMatchObject([{ name: 'TimeoutError' }]);
    });

    it('does not wait for a processor that ignores that its time is up', async () => {
      await backend.close();
      await open({ questionMs: 100, settleMs: 100 });
      await work(async ({ number }) => {
        if (number === 1) await new Promise(() => undefined);
        return { diagnosis };
      });
      await backend.queue.enqueue('a', question());
      expect(await resultOf('a')).toEqual({ diagnosis });
    });
  });

  describe('an outage', () => {
    it('is waited for, and does not count as a failure of the question', async () => {
      const lasts: boolean[] = [];
      await work(async ({ number, isLast }) => {
        lasts.push(isLast);
        if (number < 9) throw new TryLater('Slack is away');
        return { diagnosis };
      });
      await backend.queue.enqueue('a', question());
      await resultOf('a');
      expect(lasts).toHaveLength(9);
      expect(givenUp).toEqual([]);
    });

    it('is waited for as long as it was told', async () => {
      const runs: number[] = [];
      await work(async ({ number }) => {
        runs.push(performance.now());
        if (number === 1) throw new TryLater('rate limited', { afterMs: 700 });
        return { diagnosis };
      });
      await backend.queue.enqueue('a', question());
      await resultOf('a');
      const [first = 0, second = 0] = runs;
      expect(second - first).toBeGreaterThanOrEqual(690);
    });

    it('that lasts longer than anybody waits has the question given up', async () => {
      await backend.close();
      await open({ patienceMs: 300, longestRetryMs: 50 });
      await work(async () => {
        throw new TryLater('Slack is away');
      });
      await backend.queue.enqueue('a', question());
      await eventually(() => givenUp[0]);
      await eventually(async () => (await backend.queue.depth()) === 0);
      expect(givenUp).toMatchObject([{ id: 'a', error: { message: 'Slack is away' } }]);
    });

    it('in which nobody can be told that a question is given up leaves it for later', async () => {
      let tellings = 0;
      await work(
        async () => {
          throw new GiveUp('no');
        },
        async () => {
          tellings += 1;
          if (tellings < 3) throw new TryLater('Slack is away');
        },
      );
      await backend.queue.enqueue('a', question());
      await eventually(() => tellings === 3);
      await eventually(async () => (await backend.queue.depth()) === 0);
    });
  });

  describe('the claim on a question', () => {
    it('is confirmed while it is held', async () => {
      await work(async ({ confirm }) => {
        await confirm();
        return { diagnosis };
      });
      await backend.queue.enqueue('a', question());
      expect(await resultOf('a')).toEqual({ diagnosis });
    });

    it('is held for longer by each confirmation', async () => {
      await backend.close();
      await open({ lockMs: 400, stalledCheckMs: 100 });
      let runs = 0;
      await work(async ({ confirm }) => {
        runs += 1;
        for (let n = 0; n < 10; n += 1) {
          await confirm();
          await sleep(100);
        }
        return { diagnosis };
      });
      await backend.queue.enqueue('a', question());
      await resultOf('a');
      expect(runs).toBe(1);
    });
  });

  describe('giving up', () => {
    it('happens once, after the last attempt, with what was posted', async () => {
      const lasts: boolean[] = [];
      await work(async ({ number, isLast, remember }) => {
        lasts.push(isLast);
        if (isLast) await remember({ parentTs: '5.1', answerTs: null });
        throw new Error(`failure ${number}`);
      });
      await backend.queue.enqueue('a:b', question());
      await eventually(() => givenUp[0]);
      expect(lasts).toEqual([false, false, false, false, true]);
      await eventually(async () => (await backend.queue.depth()) === 0);
      expect(givenUp).toMatchObject([
        { id: 'a:b', job: { posted: { parentTs: '5.1' } }, error: { message: 'failure 5' } },
      ]);
      expect(await backend.queue.enqueue('a:b', question())).toBe('duplicate');
      expect((await backend.queue.find('a:b'))?.result).toBeNull();
    });

    it('happens at once when the processor knows that it is in vain', async () => {
      let runs = 0;
      await work(async () => {
        runs += 1;
        throw new GiveUp('channel_not_found');
      });
      await backend.queue.enqueue('a', question());
      await eventually(() => givenUp[0]);
      await eventually(async () => (await backend.queue.depth()) === 0);
      expect(runs).toBe(1);
      expect(givenUp).toMatchObject([{ id: 'a', error: { message: 'channel_not_found' } }]);
    });

    it('does not hold up the next question when nobody can be told', async () => {
      await work(
        async ({ id }) => {
          if (id === 'a') throw new GiveUp('no');
          return { diagnosis };
        },
        async () => {
          throw new Error('Slack is down');
        },
      );
      await backend.queue.enqueue('a', question());
      await backend.queue.enqueue('b', question());
      expect(await resultOf('b')).toEqual({ diagnosis });
      await eventually(async () => (await backend.queue.depth()) === 0);
    });
  });

  describe('closing', () => {
    it('lets running questions finish', async () => {
      const started = Promise.withResolvers<void>();
      const worker = await work(async () => {
        started.resolve();
        await sleep(300);
        return { diagnosis };
      });
      await backend.queue.enqueue('a', question());
      await started.promise;
      await worker.close(5_000);
      expect((await backend.queue.find('a'))?.result).toEqual({ diagnosis });
    });

    it('hands back what does not finish in time, without counting the attempt', async () => {
      const started = Promise.withResolvers<void>();
      const worker = await work(async ({ signal }) => {
        started.resolve();
        await once(signal, 'abort');
        throw new Error('stopped');
      });
      await backend.queue.enqueue('a', question());
      await started.promise;
      await worker.close(50);
      expect(await backend.queue.depth()).toBe(1);
      expect(givenUp).toEqual([]);

      const attempts: Attempt[] = [];
      await backend.close();
      await open();
      await work(async (attempt) => {
        attempts.push(attempt);
        if (attempts.length < 5) throw new Error('again');
        return { diagnosis };
      });
      await resultOf('a');
      expect(attempts.map(({ isLast }) => isLast)).toEqual([false, false, false, false, true]);
      expect(attempts[0]?.number).toBe(2);
    });

    it('hands back a question whose processor does not stop', async () => {
      const started = Promise.withResolvers<void>();
      const worker = await work(async () => {
        started.resolve();
        return await new Promise(() => undefined);
      });
      await backend.queue.enqueue('a', question());
      await started.promise;
      await worker.close(50);
      await work(async () => ({ diagnosis }));
      expect(await resultOf('a')).toEqual({ diagnosis });
    });

    it('may be done twice, and takes the workers along', async () => {
      const worker = await work(async () => ({ diagnosis }));
      await Promise.all([backend.close(), backend.close(), worker.close()]);
      await worker.close();
      await backend.queue.close();
      await expect(backend.queue.enqueue('a', question())).rejects.toThrow('cannot be reached');
    });

    it('leaves nothing open that would keep the process alive', async () => {
      await backend.close();
      const child = startChild({ store: store.place, timing: quick, task: 'answer' });
      await child.says('closed');
      expect(await child.status()).toBe(0);
    });
  });

  describe('a process that dies', () => {
    const dieWhileRunning = async () => {
      const child = startChild({ store: store.place, timing: quick, task: 'hang' });
      try {
        await child.says('running');
      } finally {
        await child.die();
      }
    };

    it('leaves its question to the next', async () => {
      await backend.queue.enqueue('a', question());
      await backend.close();
      await dieWhileRunning();
      await open();
      const attempts: Attempt[] = [];
      await work(async (attempt) => {
        attempts.push(attempt);
        return { diagnosis };
      });
      expect(await resultOf('a')).toEqual({ diagnosis });
      expect(attempts).toMatchObject([{ id: 'a', number: 2 }]);
    });

    it('time and again over the same question has it given up', async () => {
      await backend.queue.enqueue('a', question());
      await backend.close();
      for (let death = 1; death <= 4; death += 1) await dieWhileRunning();
      await open();
      let runs = 0;
      await work(async () => {
        runs += 1;
        return { diagnosis };
      });
      await eventually(() => givenUp[0]);
      expect(givenUp).toMatchObject([{ id: 'a', job: question(), error: { message: /stalled/ } }]);
      expect(runs).toBe(0);
    }, 60_000);
  });
}
