import { DelayedError, type Job, UnrecoverableError, WaitingError } from 'bullmq';
import type { Logger } from 'pino';
import type { QuestionJob, QuestionResult } from './job.ts';
import type { Attempt, Processor } from './ports.ts';
import { isLastAttempt, isTriedAgain, isWorthWaiting } from './retry-policy.ts';
import { StepAside } from './step-aside.ts';
import { readStoredQuestion, type StoredQuestion } from './stored-question.ts';
import { tellGivenUp } from './tell-given-up.ts';
import type { QueueTiming } from './timing.ts';
import { TryLater } from './try-later.ts';
import { untilAborted } from './within-time.ts';
import { questionWithoutMessage } from './without-encoded-message.ts';

/** What is stored is read as hostile, hence `unknown`. */
export type BullJob = Job<unknown, string>;

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
  const clock = new AbortController();
  // Cleared at the end: what a question holds is not to wait for the time to be up.
  const timer = setTimeout(
    () => clock.abort(new DOMException('the time is up', 'TimeoutError')),
    timing.questionMs,
  );
  const timeUp = clock.signal;
  const attempt: Attempt = {
    id: stored.id,
    job: stored.job,
    number: job.attemptsStarted - stored.asides,
    round: job.priority,
    isLast: isLastAttempt(job),
    confirm: async () => {
      const extended = await untilAborted(job.extendLock(token, timing.lockMs), attempt.signal);
      if (extended !== 1) throw new ClaimLost('The question is another worker’s.');
    },
    remember: async (posted) => {
      latest = { ...latest, posted };
      await untilAborted(job.updateData({ ...stored, job: latest }), attempt.signal);
    },
    signal: AbortSignal.any([cancelled, timeUp]),
  };

  const running = watch(process(attempt));
  try {
    // Where the time is up, what the processor has sent off must have landed before another attempt looks for it.
    const patienceMs = () => (cancelled.aborted ? timing.settleMs : timing.lockMs);
    const result = await settled(running.promise, attempt.signal, patienceMs);
    await forgetMessage(job, { ...stored, job: latest }, log);
    return result;
  } catch (thrown) {
    if (cancelled.aborted && !running.hasEnded()) return await leave(job, token, 'lost');
    if (cancelled.aborted) return await leave(job, token, cancelled.reason);
    if (thrown instanceof ClaimLost) return await leave(job, token, 'lost');
    if (thrown instanceof StepAside && isWorthWaiting(job, timing)) {
      const left = { ...stored, job: latest, asides: stored.asides + 1 };
      return await stepAside(job, token, { left, afterMs: thrown.afterMs, lockMs: timing.lockMs });
    }
    const error =
      timeUp.aborted && !(thrown instanceof TryLater) ? tookTooLong(timing, thrown) : asError(thrown);
    if (isTriedAgain(error, job, timing)) throw error;
    const telling = await tellGivenUp({ ...stored, job: latest }, error, options);
    if (telling instanceof TryLater && isWorthWaiting(job, timing)) throw telling;
    throw new UnrecoverableError(error.message);
  } finally {
    clearTimeout(timer);
  }
}

/** An encoded message was only kept until it had been decoded. The answer is there: that it stays is no reason to give another one. */
async function forgetMessage(job: BullJob, stored: StoredQuestion, log: Logger): Promise<void> {
  const question = questionWithoutMessage(stored.job.question);
  if (question === stored.job.question) return;
  try {
    await job.updateData({ ...stored, job: { ...stored.job, question } });
  } catch (error) {
    log.warn({ event: 'encoded-message-kept', jobId: job.id, reason: asError(error).message });
  }
}

/** The claim lapsed, while this process was frozen or the queue was away, and somebody else has the question now. */
class ClaimLost extends Error {}

function watch<T>(promise: Promise<T>): { readonly promise: Promise<T>; readonly hasEnded: () => boolean } {
  let hasEnded = false;
  const watched = promise.finally(() => {
    hasEnded = true;
  });
  return { promise: watched, hasEnded: () => hasEnded };
}

/** A processor that does not stop when its signal aborts is waited for a little longer, and then left to itself. */
async function settled<T>(running: Promise<T>, signal: AbortSignal, patienceMs: () => number): Promise<T> {
  const patience = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => {
    timer = setTimeout(() => patience.abort(signal.reason), patienceMs());
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await untilAborted(running, patience.signal);
  } finally {
    signal.removeEventListener('abort', onAbort);
    clearTimeout(timer);
  }
}

/**
 * Ends an attempt without counting it. On shutdown the job goes back to the head of the queue. A lost job is some other worker's already and
 * is not touched; nor is one whose processor did not stop, for what that has sent off may still arrive: it comes free when the claim lapses.
 * BullMQ's name for "leave the job as it is" is `WaitingError`.
 */
async function leave(job: BullJob, token: string, cancellation: Cancellation): Promise<never> {
  if (cancellation === 'shutdown') {
    // BullMQ tells nobody of a prioritized job that comes back, and puts one without priority before all others.
    if (job.priority > 0) await job.changePriority({ priority: 0 });
    await job.moveToWait(token);
  }
  throw new WaitingError();
}

/** Ends an attempt without counting it, and has the job come back later. Until it is written that nothing was left behind, it is the worker's. */
async function stepAside(
  job: BullJob,
  token: string,
  { left, afterMs, lockMs }: { left: StoredQuestion; afterMs: number; lockMs: number },
): Promise<never> {
  if ((await job.extendLock(token, lockMs)) !== 1) return await leave(job, token, 'lost');
  await job.updateData(left);
  await job.moveToDelayed(Date.now() + afterMs, token);
  throw new DelayedError();
}

function tookTooLong(timing: QueueTiming, cause: unknown): Error {
  return new Error(`not answered within ${timing.questionMs / 1_000} s`, { cause });
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
