import type { BackoffStrategy, JobsOptions, MinimalJob } from 'bullmq';
import { GiveUp } from './give-up.ts';
import type { QueueTiming } from './timing.ts';
import { TryLater } from './try-later.ts';

/** A question that fails this often by itself is given up. */
const ATTEMPTS = 5;

/** BullMQ counts all attempts alike. Its own limit is out of the way, because those that wait for an outage to end do not count. */
export const retryOptions: Pick<JobsOptions, 'attempts' | 'backoff'> = {
  attempts: 10_000,
  backoff: { type: 'patient' },
};

/** The delay before the next attempt: doubled each time up to a limit, never the same for two questions. */
export function backoffStrategy({ firstRetryMs, longestRetryMs }: QueueTiming): BackoffStrategy {
  return (attemptsMade, _type, error) => {
    const doubled = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(20, attemptsMade - 1));
    const asked = error instanceof TryLater ? (error.afterMs ?? 0) : 0;
    return Math.round(Math.max(asked, doubled / 2) + Math.random() * (doubled / 2));
  };
}

/** Whether an ordinary failure of the attempt that runs now would be the question's last. */
export function isLastAttempt({ attemptsMade }: Pick<MinimalJob, 'attemptsMade'>): boolean {
  return attemptsMade + 1 >= ATTEMPTS;
}

/** Whether a question that has failed like this is tried again. */
export function isTriedAgain(
  error: Error,
  job: Pick<MinimalJob, 'attemptsMade' | 'timestamp'>,
  timing: QueueTiming,
): boolean {
  if (error instanceof GiveUp) return false;
  if (error instanceof TryLater) return isWorthWaiting(job, timing);
  return !isLastAttempt(job);
}

/** Whether the question is young enough to wait for an outage to end. */
export function isWorthWaiting(
  { timestamp }: Pick<MinimalJob, 'timestamp'>,
  { patienceMs }: QueueTiming,
): boolean {
  return Date.now() - timestamp < patienceMs;
}
