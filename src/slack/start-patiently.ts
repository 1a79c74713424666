import { setTimeout as pause } from 'node:timers/promises';
import { WebAPIPlatformError } from '@slack/web-api';
import type { Logger } from 'pino';
import { TryLater } from '../queue/try-later.ts';
import { isOutage } from './outage.ts';

/** Milliseconds before each further try. */
const DELAYS = [500, 1_000, 2_000, 4_000, 8_000, 10_000] as const;

/**
 * Does something that the start needs of Slack, again where Slack has a passing trouble: a bot that starts during one should not fail for it.
 *
 * @throws what the last call throws, at once where Slack refuses a token: that passes only when somebody acts, and they should hear of it
 */
export async function startPatiently<T>(call: () => Promise<T>, log: Logger): Promise<T> {
  for (const delay of DELAYS) {
    try {
      return await call();
    } catch (error) {
      if (!isPassing(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ event: 'slack-not-reached', reason, delay });
      await pause(delay);
    }
  }
  return call();
}

function isPassing(error: unknown): boolean {
  if (error instanceof TryLater) return true;
  const isRefused =
    error instanceof WebAPIPlatformError && /auth|token|account_inactive/.test(error.data.error);
  return isOutage(error) && !isRefused;
}
