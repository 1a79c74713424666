import { type Job, UnrecoverableError, WaitingError } from 'bullmq';
import type { Logger } from 'pino';
import { GiveUp } from './give-up.ts';
import type { QuestionJob, QuestionResult } from './job.ts';
import type { Attempt, Processor } from './ports.ts';
import { readStoredQuestion } from './stored-question.ts';
import type { QueueTiming } from './timing.ts';
import { untilAborted, withinTime } from './within-time.ts';

/** What is stored is read as hostile, hence `unknown`. */
export type BullJob = Job<unknown, QuestionResult>;

export type GivenUp = (id: string, job: QuestionJob, error: Error) => Promise<void>;

/** Why a worker takes a running question away from its processor. */
export type Cancellation = 'shutdown' | 'lost';

export interface AttemptOptions {
  readonly process: Processor;
  readonly onGivenUp: GivenUp;
  readonly timing: QueueTiming;
  readonly log: Logger;
}

/**
 * One attempt at one job, as BullMQ wants it: returns the result, or throws to have the job tried again, handed back or given up.
 *
 * @param token proves to BullMQ that the job is this worker's
 * @param cancelled aborts with a `Cancellation` as its reason
 */
export async function runAttempt(
  job: BullJob,
  token: string,
  cancelled: AbortSignal,
  options: AttemptOptions,
): Promise<QuestionResult> {
  const { process, timing, log } = options;
  const stored = readStoredQuestion(job.data);
  if (stored === null) {
    log.error({ event: 'question-unreadable', jobId: job.id });
    throw new UnrecoverableError('The stored question is not understood.');
  }
  let latest = stored.job;
  const timeUp = AbortSignal.timeout(timing.questionMs);
  const attempt: Attempt = {
    id: stored.id,
    job: stored.job,
    number: job.attemptsStarted,
    isLast: job.attemptsMade + 1 >= (job.opts.attempts ?? 1),
    remember: async (posted) => {
      latest = { ...latest, posted };
      await untilAborted(job.updateData({ ...stored, job: latest }), attempt.signal);
    },
    signal: AbortSignal.any([cancelled, timeUp]),
  };

  try {
    return await settled(process, attempt, timing.settleMs);
  } catch (thrown) {
    if (cancelled.aborted) return await leave(job, token, cancelled.reason);
    const error = timeUp.aborted ? tookTooLong(timing, thrown) : asError(thrown);
    if (!attempt.isLast && !(error instanceof GiveUp)) throw error;
    await tellGivenUp(stored.id, latest, error, options);
    throw new UnrecoverableError(error.message);
  }
}

/** Tells somebody that a question is given up. Telling may fail; it is logged then, and the question stays given up. */
export async function tellGivenUp(
  id: string,
  job: QuestionJob,
  error: Error,
  { onGivenUp, timing, log }: AttemptOptions,
): Promise<void> {
  try {
    await withinTime(timing.questionMs, () => onGivenUp(id, job, error));
  } catch (err) {
    log.error({ event: 'giving-up-untold', reference: job.reference, err });
  }
}

/** A processor that does not stop when its signal aborts is waited for a little longer, and then left to itself. */
async function settled(process: Processor, attempt: Attempt, settleMs: number): Promise<QuestionResult> {
  const patience = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => {
    timer = setTimeout(() => patience.abort(attempt.signal.reason), settleMs);
  };
  attempt.signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await untilAborted(process(attempt), patience.signal);
  } finally {
    attempt.signal.removeEventListener('abort', onAbort);
    clearTimeout(timer);
  }
}

/**
 * Ends an attempt without counting it. On shutdown the job goes back to the head of the queue; a lost job is some other worker's
 * already and is not touched. BullMQ's name for "leave the job as it is" is `WaitingError`.
 */
async function leave(job: BullJob, token: string, cancellation: Cancellation): Promise<never> {
  if (cancellation === 'shutdown') await job.moveToWait(token);
  throw new WaitingError();
}

function tookTooLong(timing: QueueTiming, cause: unknown): Error {
  return new Error(`not answered within ${timing.questionMs / 1_000} s`, { cause });
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
