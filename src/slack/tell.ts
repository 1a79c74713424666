import { setTimeout as pause } from 'node:timers/promises';
import { TryLater } from '../queue/try-later.ts';

/** Milliseconds before each further try. */
const DELAYS = [300, 1_000, 2_500, 5_000] as const;

/** Tries a few times to tell a person something that no queue keeps. @throws what the last try throws. */
export async function tellNow(tell: () => Promise<unknown>): Promise<void> {
  for (const delay of DELAYS) {
    try {
      await tell();
      return;
    } catch (error) {
      if (!(error instanceof TryLater)) throw error;
      await pause(Math.max(delay, Math.min(error.afterMs ?? 0, 5_000)));
    }
  }
  await tell();
}
