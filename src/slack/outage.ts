import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { TryLater } from '../queue/try-later.ts';

/** Slack's words for a trouble of its own, or for one that whoever runs the bot can end: a token is replaced, a limit is lifted. */
const PASSING = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
  'rate_limited',
  'accesslimited',
  'team_added_to_org',
  'invalid_auth',
  'not_authed',
  'token_expired',
  'token_revoked',
  'account_inactive',
]);

/** Whether Slack's word for an error names such a trouble. */
export function isPassingError(error: string): boolean {
  return PASSING.has(error);
}

/** A server that is like Slack but lacks the method answers so; Slack itself says `unknown_method`. */
export function isUnknownMethod(error: unknown): boolean {
  return error instanceof WebAPIHTTPError && error.statusCode === 404;
}

/** Whether a call failed for a reason that passes, rather than for what was asked in it. */
export function isOutage(error: unknown): boolean {
  return (
    error instanceof WebAPIRequestError ||
    (error instanceof WebAPIHTTPError && !isUnknownMethod(error)) ||
    error instanceof WebAPIRateLimitedError ||
    (error instanceof WebAPIPlatformError && isPassingError(error.data.error))
  );
}

/** Calls Slack. @throws TryLater where Slack is out of reach, busy or in trouble, and what the call throws otherwise. */
export async function callSlack<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error) || !isOutage(error)) throw error;
    const afterMs = error instanceof WebAPIRateLimitedError ? error.retryAfter * 1_000 : null;
    throw new TryLater(`Slack: ${error.message}`, { afterMs, cause: error });
  }
}
