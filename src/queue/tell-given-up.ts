import { setTimeout as pause } from 'node:timers/promises';
import type { AttemptOptions } from './attempt.ts';
import type { StoredQuestion } from './stored-question.ts';
import { TryLater } from './try-later.ts';
import { withinTime } from './within-time.ts';

type Telling = Pick<AttemptOptions, 'onGivenUp' | 'timing' | 'log'>;

/**
 * Tells somebody that a question is given up.
 *
 * @returns `TryLater` where that may succeed another time, and null where it is done: told, or, as the log says, not to be told
 */
export async function tellGivenUp(
  { id, job }: StoredQuestion,
  error: Error,
  { onGivenUp, timing, log }: Telling,
): Promise<TryLater | null> {
  try {
    await withinTime(timing.questionMs, () => onGivenUp(id, job, error));
    return null;
  } catch (err) {
    if (err instanceof TryLater) return err;
    log.error({ event: 'giving-up-untold', reference: job.reference, err });
    return null;
  }
}

/** The same for a question that the queue has given up itself and will not try again: asks until somebody is told, within one question's time. */
export async function tellForSure(stored: StoredQuestion, error: Error, options: Telling): Promise<void> {
  const { timing, log } = options;
  const deadline = Date.now() + timing.questionMs;
  for (let delay = timing.firstRetryMs; ; delay *= 2) {
    const later = await tellGivenUp(stored, error, options);
    if (later === null) return;
    const waitMs = Math.max(delay, later.afterMs ?? 0);
    if (Date.now() + waitMs > deadline) {
      log.error({ event: 'giving-up-untold', reference: stored.job.reference, err: later });
      return;
    }
    // Nobody waits for this at the end of a process.
    await pause(waitMs, undefined, { ref: false });
  }
}
