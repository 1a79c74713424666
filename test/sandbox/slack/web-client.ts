import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { SandboxSlack } from '../../../src/sandbox/slack/start.ts';
import { botToken } from './bolt-app.ts';
import { silentLogger } from './silent-logger.ts';

/** Slack's own client, without retries; nothing is printed. */
export function clientOf(slack: SandboxSlack, token: string = botToken, timeout = 0): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    logger: silentLogger,
  });
}

/** The name of the error that the call ends in, and what the answer says besides; `ok` where it ends in none. */
export async function errorOf(call: Promise<unknown>): Promise<{
  readonly error: string;
  readonly messages: readonly string[];
  readonly data: Record<string, unknown>;
}> {
  try {
    await call;
    return { error: 'ok', messages: [], data: {} };
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    return {
      error: error.data.error,
      messages: error.data.response_metadata?.messages ?? [],
      data: { ...error.data },
    };
  }
}
