import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';
import { boltLogger } from './bolt-logger.ts';
import { slackFetch } from './slack-fetch.ts';
import type { SlackObserver } from './slack-observer.ts';

/** One call's limit, in milliseconds. */
const CALL_LIMIT_MS = 10_000;

/**
 * Options of every client of Slack's Web API. The client never repeats a call by itself: a call that Slack took although the connection broke
 * would post twice; the queue tries again, and looks first. A new object each time, because Bolt writes into it.
 */
export function slackClientOptions(
  slackApiUrl: string | null,
  observer?: SlackObserver,
  log?: Logger,
): WebClientOptions {
  return {
    fetch: slackFetch(slackApiUrl, observer),
    // The client's own logger writes plain lines.
    ...(log === undefined ? {} : { logger: boltLogger(log) }),
    ...(slackApiUrl === null ? {} : { slackApiUrl }),
    timeout: CALL_LIMIT_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  };
}

/** @param teamId goes with every call: the token of an organisation is good for many workspaces */
export function createSlackClient(
  token: string,
  slackApiUrl: string | null,
  observer?: SlackObserver,
  log?: Logger,
  teamId: string | null = null,
): WebClient {
  const options = slackClientOptions(slackApiUrl, observer, log);
  return new WebClient(token, teamId === null ? options : { ...options, teamId });
}
