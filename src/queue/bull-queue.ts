import { randomUUID } from 'node:crypto';
import type { IQueueBackend, JobsOptions, Queue } from 'bullmq';
import type { QuestionJob } from './job.ts';
import { jobIdOf } from './job-id.ts';
import type { QuestionQueue } from './ports.ts';
import { QueueUnavailableError } from './queue-unavailable-error.ts';
import { retryOptions } from './retry-policy.ts';
import { readStoredQuestion, readStoredResult, type StoredQuestion } from './stored-question.ts';
import type { QueueTiming } from './timing.ts';
import { withinTime } from './within-time.ts';

/** A BullMQ queue as this project uses it. What is stored is read as hostile, hence `unknown`. */
export type BullQueue<Backend extends IQueueBackend> = Pick<
  Queue<unknown, unknown, string, unknown, unknown, string, Backend>,
  'add' | 'getJob' | 'getJobs' | 'getJobCounts' | 'close'
>;

/** Finished questions are kept for the buttons under their answers, and so that a late redelivery is known to be one. */
const kept = { age: 3 * 24 * 60 * 60, count: 10_000 };

function jobOptions(id: string): JobsOptions {
  return {
    jobId: jobIdOf(id),
    ...retryOptions,
    removeOnComplete: kept,
    removeOnFail: kept,
    stackTraceLimit: 3,
  };
}

/**
 * The asking side over any of BullMQ's backends.
 *
 * @param options.whenReady resolves once the backend can be reached; gives up when the signal aborts
 */
export function openBullQueue<Backend extends IQueueBackend>(options: {
  readonly queue: BullQueue<Backend>;
  readonly whenReady: (signal: AbortSignal) => Promise<void>;
  readonly timing: QueueTiming;
}): QuestionQueue {
  const { queue, whenReady, timing } = options;
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

  /**
   * BullMQ answers alike for a new job and for one that was stored before, so the job is read back: it bears the nonce of the one call
   * that stored it, however many raced. A job that cannot be read back is stored all the same, and counts as added.
   */
  async function enqueue(id: string, job: QuestionJob): Promise<'added' | 'duplicate'> {
    const mine: StoredQuestion = { id, nonce: randomUUID(), job };
    await reach(() => queue.add('question', mine, jobOptions(id)));
    const there = await reach(() => queue.getJob(jobIdOf(id))).catch(() => undefined);
    const stored = readStoredQuestion(there?.data);
    return stored === null || stored.nonce === mine.nonce ? 'added' : 'duplicate';
  }

  return {
    enqueue,
    find: async (id) => {
      const job = await reach(() => queue.getJob(jobIdOf(id)));
      const stored = readStoredQuestion(job?.data);
      return stored && { job: stored.job, result: readStoredResult(job?.returnvalue) };
    },
    depth: async () => {
      const counts = await reach(() => queue.getJobCounts('wait', 'active', 'delayed'));
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
    oldestWaiting: async () => {
      const { wait = 0 } = await reach(() => queue.getJobCounts('wait'));
      if (wait === 0) return null;
      // Newest first, which is the one order that all of BullMQ's backends page in: the next in line is the last.
      const [next] = await reach(() => queue.getJobs(['wait'], wait - 1, wait - 1));
      return next === undefined ? null : Math.max(Date.now() - next.timestamp, 0);
    },
    close: () => {
      closed ??= queue.close();
      return closed;
    },
  };
}
