import type { Logger } from 'pino';

const quietMs = 30_000;

/**
 * A listener for errors that come again and again while something is out of reach: the same error is logged once in half a minute, with
 * the number of times it was not.
 */
export function logErrorsSparingly(log: Logger, event: string): (error: Error) => void {
  const seen = new Map<string, { quietUntil: number; left: number }>();
  return (error) => {
    const now = Date.now();
    const last = seen.get(error.message);
    if (last && now < last.quietUntil) {
      last.left += 1;
      return;
    }
    if (seen.size > 100) seen.clear();
    seen.set(error.message, { quietUntil: now + quietMs, left: 0 });
    log.warn({ event, err: error, ...(last?.left ? { unlogged: last.left } : {}) });
  };
}
