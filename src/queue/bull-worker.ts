import type { IQueueBackend, JobProgress, Worker, WorkerOptions } from 'bullmq';
import { type AttemptOptions, type BullJob, type Cancellation, runAttempt } from './attempt.ts';
import { logErrorsSparingly } from './error-log.ts';
import type { QuestionWorker } from './ports.ts';
import { backoffStrategy } from './retry-policy.ts';
import { readStoredQuestion, writeStoredResult } from './stored-question.ts';
import { tellForSure } from './tell-given-up.ts';
import type { QueueTiming } from './timing.ts';
import { settlesWithin } from './within-time.ts';

/** BullMQ looks at the number of parameters to decide whether a processor takes a signal: all three must be named. */
type BullProcessor = (
  job: BullJob,
  token: string | undefined,
  signal: AbortSignal | undefined,
) => Promise<string>;
type BullWorker<Backend extends IQueueBackend, Connection> = Pick<
  Worker<unknown, string, string, Backend, JobProgress, Connection>,
  'on' | 'close' | 'cancelJob' | 'cancelAllJobs' | 'getBackend'
>;

const defaultGraceMs = 10_000;

/** How every worker claims questions. One whose worker died three times is likely what kills the workers, and is given up. */
export function workerOptions(timing: QueueTiming, concurrency: number): Omit<WorkerOptions, 'connection'> {
  return {
    concurrency,
    lockDuration: timing.lockMs,
    stalledInterval: timing.stalledCheckMs,
    maxStalledCount: 3,
    settings: { backoffStrategy: backoffStrategy(timing) },
  };
}

/**
 * The answering side over any of BullMQ's backends.
 *
 * @param makeWorker opens BullMQ's worker around the given processor
 * @param release closes what lies under the worker, after the worker
 */
export function startBullWorker<Backend extends IQueueBackend, Connection>(
  makeWorker: (processor: BullProcessor) => BullWorker<Backend, Connection>,
  release: () => void,
  options: AttemptOptions,
): QuestionWorker {
  const { timing, log } = options;
  const tellings = new Set<Promise<void>>();
  const neverCancelled = new AbortController().signal;
  let inHand = 0;
  const worker = makeWorker(async (job, token, signal) => {
    inHand += 1;
    try {
      return writeStoredResult(await runAttempt(job, token ?? '', signal ?? neverCancelled, options));
    } finally {
      inHand -= 1;
    }
  });
  const cancelLost: Cancellation = 'lost';
  const cancelForShutdown: Cancellation = 'shutdown';

  worker.on('error', logErrorsSparingly(log, 'queue-worker-error'));
  worker.on('lockRenewalFailed', (jobIds) => {
    for (const jobId of jobIds) worker.cancelJob(jobId, cancelLost);
  });
  // A question whose worker died too often never reaches the processor again: BullMQ fails it when a worker picks it up.
  worker.on('failed', (job, error) => {
    const stored = job?.deferredFailure ? readStoredQuestion(job.data) : null;
    if (stored === null) return;
    const telling = tellForSure(stored, error, options).finally(() => tellings.delete(telling));
    tellings.add(telling);
  });

  async function shutDown(graceMs: number): Promise<void> {
    const closing = worker.close();
    let isClosed = await settlesWithin(closing, inHand > 0 ? graceMs : timing.settleMs);
    if (!isClosed && inHand > 0) {
      worker.cancelAllJobs(cancelForShutdown);
      // Time to stop, and as much again to hand back.
      isClosed = await settlesWithin(closing, 2 * timing.settleMs);
    }
    if (!isClosed) {
      // The backend is out of reach. What is still claimed comes free when the claim lapses.
      log.warn({ event: 'queue-worker-torn-down', inHand });
      await settlesWithin(worker.getBackend().close(true), timing.settleMs);
    }
    await settlesWithin(Promise.all(tellings), timing.settleMs);
    release();
  }

  let closed: Promise<void> | undefined;
  return {
    close: (graceMs = defaultGraceMs) => {
      closed ??= shutDown(graceMs);
      return closed;
    },
  };
}
