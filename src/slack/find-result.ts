import { setTimeout as pause } from 'node:timers/promises';
import type { QuestionQueue } from '../queue/ports.ts';

/** Together well under the three seconds that the trigger of a dialog lives. */
const TRIES = 6;
const PAUSE_MS = 250;

/**
 * A question with its result, as `QuestionQueue.find`. An answer stands in Slack a moment before its result is stored, and whoever clicks at
 * once is not to be told that it is too old.
 */
export async function findResult(
  queue: Pick<QuestionQueue, 'find'>,
  id: string,
): ReturnType<QuestionQueue['find']> {
  for (let tries = 1; ; tries += 1) {
    const found = await queue.find(id);
    if (found === null || found.result !== null || tries === TRIES) return found;
    await pause(PAUSE_MS);
  }
}
