import { randomUUID } from 'node:crypto';
import { setImmediate as afterThisTurn } from 'node:timers/promises';
import type { IQueueBackend, JobsOptions, JobType, Queue } from 'bullmq';
import { createFairRounds } from './fair-rounds.ts';
import type { QuestionJob } from './job.ts';
import { jobIdOf } from './job-id.ts';
import type { QuestionQueue } from './ports.ts';
import { QueueFullError } from './queue-full-error.ts';
import { createQueueRoom } from './queue-room.ts';
import { QueueUnavailableError } from './queue-unavailable-error.ts';
import { retryOptions } from './retry-policy.ts';
import { nonceOf, readStoredQuestion, readStoredResult, type StoredQuestion } from './stored-question.ts';
import type { QueueTiming } from './timing.ts';
import { withinTime } from './within-time.ts';

/** A BullMQ queue as this project uses it. What is stored is read as hostile, hence `unknown`. */
export type BullQueue<Backend extends IQueueBackend> = Pick<
  Queue<unknown, unknown, string, unknown, unknown, string, Backend>,
  'add' | 'getJob' | 'getJobs' | 'getJobCounts' | 'close'
>;

/** Finished questions are kept for the buttons under their answers, and so that a late redelivery is known to be one. */
const kept = { age: 3 * 24 * 60 * 60, count: 10_000 };

/** Questions that may wait, unless it is said. */
const MOST_WAITING = 5_000;
/** BullMQ counts waiting jobs with a priority apart. */
const WAITING = ['wait', 'prioritized', 'delayed'] as const satisfies readonly JobType[];

function jobOptions(jobId: string, round: number): JobsOptions {
  return {
    jobId,
    ...retryOptions,
    ...(round === 0 ? {} : { priority: round }),
    removeOnComplete: kept,
    removeOnFail: kept,
    stackTraceLimit: 3,
  };
}

/**
 * The asking side over any of BullMQ's backends.
 *
 * @param options.whenReady resolves once the backend can be reached; gives up when the signal aborts
 * @param options.dataOf what is stored under a job's id, read at least cost; undefined where nothing is
 * @param options.mostWaiting how many questions may wait before no more are taken
 */
export function openBullQueue<Backend extends IQueueBackend>(options: {
  readonly queue: BullQueue<Backend>;
  readonly dataOf: (jobId: string) => Promise<unknown>;
  readonly whenReady: (signal: AbortSignal) => Promise<void>;
  readonly timing: QueueTiming;
  readonly mostWaiting?: number | undefined;
}): QuestionQueue {
  const { queue, dataOf, whenReady, timing, mostWaiting = MOST_WAITING } = options;
  const nextRound = createFairRounds();
  const room = createQueueRoom({
    most: mostWaiting,
    look: () => count(WAITING),
    now: () => performance.now(),
  });
  let closed: Promise<void> | undefined;

  async function reach<T>(task: () => Promise<T>): Promise<T> {
    try {
      if (closed) throw new Error('the queue is closed');
      return await withinTime(timing.reachMs, async (signal) => {
        await whenReady(signal);
        signal.throwIfAborted();
        return await task();
      });
    } catch (cause) {
      throw new QueueUnavailableError(cause);
    }
  }

  async function count(states: readonly JobType[]): Promise<number> {
    const counts = await reach(() => queue.getJobCounts(...states));
    return Object.values(counts).reduce((sum, one) => sum + one, 0);
  }

  /**
   * BullMQ answers alike for a new job and for one that was stored before, so the job is read back: it bears the nonce of the one call
   * that stored it, however many raced. Reading goes out right behind storing, so that both take one round trip; what is not there yet by
   * then is read once more. A job that cannot be read back is stored all the same, and counts as added.
   */
  async function store(id: string, job: QuestionJob, round: number): Promise<'added' | 'duplicate'> {
    const mine: StoredQuestion = { id, nonce: randomUUID(), job, asides: 0 };
    const jobId = jobIdOf(id);
    const read = () => reach(() => dataOf(jobId)).then(nonceOf, () => null);
    const storing = reach(() => queue.add('question', mine, jobOptions(jobId, round)));
    const [, early] = await Promise.all([storing, afterThisTurn().then(read)]);
    const nonce = early ?? (await read());
    return nonce === null || nonce === mine.nonce ? 'added' : 'duplicate';
  }

  async function enqueue(id: string, job: QuestionJob): Promise<'added' | 'duplicate'> {
    const crowd = await room.crowd();
    if (crowd !== null) {
      if ((await reach(() => queue.getJob(jobIdOf(id)))) !== undefined) return 'duplicate';
      throw new QueueFullError(crowd);
    }
    const { teamId, channel } = job.place;
    const round = nextRound(`${teamId} ${channel}`, performance.now());
    const uncount = room.count();
    let outcome: 'added' | 'duplicate' | null = null;
    try {
      outcome = await store(id, job, round.number);
      return outcome;
    } finally {
      if (outcome !== 'added') {
        round.giveBack();
        uncount();
      }
    }
  }

  /** For how long the next in line has been kept, of those that wait with or without a priority. */
  async function age(state: 'wait' | 'prioritized', waiting: number): Promise<number | null> {
    if (waiting === 0) return null;
    // A list is paged newest first, which is the one order that all of BullMQ's backends have: the next in line is the last.
    const [next] = await reach(() =>
      state === 'wait'
        ? queue.getJobs(['wait'], waiting - 1, waiting - 1)
        : queue.getJobs(['prioritized'], 0, 0, true),
    );
    return next === undefined ? null : Math.max(Date.now() - next.timestamp, 0);
  }

  return {
    enqueue,
    find: async (id) => {
      const job = await reach(() => queue.getJob(jobIdOf(id)));
      const stored = readStoredQuestion(job?.data);
      return stored && { job: stored.job, result: readStoredResult(job?.returnvalue) };
    },
    depth: () => count([...WAITING, 'active']),
    oldestWaiting: async () => {
      const { wait = 0, prioritized = 0 } = await reach(() => queue.getJobCounts('wait', 'prioritized'));
      const ages = await Promise.all([age('wait', wait), age('prioritized', prioritized)]);
      return ages.reduce((oldest, one) => (one === null ? oldest : Math.max(oldest ?? 0, one)), null);
    },
    close: () => {
      closed ??= queue.close();
      return closed;
    },
  };
}
