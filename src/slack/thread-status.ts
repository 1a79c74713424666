import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { isUnknownMethod } from './outage.ts';

/** A status is a courtesy: nobody waits for it longer, in milliseconds. */
const LIMIT_MS = 2_000;
/** Slack's refusals that are about this thread or moment, and not about what the workspace can do. */
const PASSING = new Set([
  'channel_not_found',
  'invalid_thread_ts',
  'not_in_channel',
  'is_archived',
  'ratelimited',
  'internal_error',
]);

/** Shows the line under a thread that says what the bot is doing, and takes it away for an empty one. Resolves to whether Slack took it. */
export type ShowStatus = (channel: string, threadTs: string, status: string) => Promise<boolean>;

/** Never throws. A workspace that does not know the method, or does not let the bot use it, is not asked again. */
export function createThreadStatus(client: WebClient, log: Logger): ShowStatus {
  let isRefused = false;
  return async (channel, threadTs, status) => {
    if (isRefused) return false;
    const { promise: late, resolve } = Promise.withResolvers<false>();
    const timer = setTimeout(() => resolve(false), LIMIT_MS);
    const call = client.assistant.threads
      .setStatus({ channel_id: channel, thread_ts: threadTs, status })
      .then(() => true)
      .catch((error: unknown) => {
        const reason = error instanceof WebAPIPlatformError ? error.data.error : 'unknown_method';
        const isAboutMethod =
          error instanceof WebAPIPlatformError ? !PASSING.has(reason) : isUnknownMethod(error);
        if (isAboutMethod) {
          isRefused = true;
          log.info({ event: 'no-thread-status', reason });
        }
        return false;
      });
    try {
      return await Promise.race([call, late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
