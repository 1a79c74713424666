import type { Logger } from 'pino';
import { GiveUp } from '../queue/give-up.ts';
import { TryLater } from '../queue/try-later.ts';
import type { SlackMessage } from '../render/slack/message.ts';
import { isPassingError } from './outage.ts';
import { ResponseRefusedError } from './response-refused-error.ts';
import { hostOf, isResponseUrl } from './slack-addresses.ts';

const LIMIT_MS = 10_000;

export interface Responding {
  readonly signal?: AbortSignal;
  /** Takes the place of what this address showed before, if anything. */
  readonly isRepeated?: boolean;
}

/**
 * Posts to a command's or a click's response_url, seen by that person alone.
 * @throws TryLater where Slack is out of reach or busy; ResponseRefusedError with Slack's reason, as when the address has expired (30 minutes, five uses);
 * GiveUp for an address that is not Slack's, which is not called.
 */
export type Respond = (url: string, message: SlackMessage, responding?: Responding) => Promise<void>;

/** @param apiUrl `SLACK_API_URL`; null for Slack itself */
export function createResponder(apiUrl: string | null, log: Logger): Respond {
  return async (url, message, responding = {}) => {
    if (isResponseUrl(url, apiUrl)) return post(url, message, responding);
    log.error({ event: 'response-url-refused', host: hostOf(url) });
    throw new GiveUp('the address to answer to is not one of Slack’s');
  };
}

async function post(
  url: string,
  { text, blocks }: SlackMessage,
  { signal, isRepeated = false }: Responding,
): Promise<void> {
  const limit = AbortSignal.timeout(LIMIT_MS);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ text, blocks, response_type: 'ephemeral', replace_original: isRepeated }),
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    redirect: 'error',
  }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new TryLater('Slack’s response_url is out of reach', { cause });
  });
  const refusal = await refusalIn(response);
  if (refusal === null) return;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const isPassing = response.status >= 500 || response.status === 429 || isPassingError(refusal);
  if (!isPassing) throw new ResponseRefusedError(refusal);
  throw new TryLater(`Slack did not take the answer through response_url: ${refusal}`, {
    afterMs: Number.isFinite(seconds) ? seconds * 1_000 : null,
  });
}

/** Why Slack did not take an answer, null where it did. Some refusals come with status 200. */
async function refusalIn(response: Response): Promise<string | null> {
  const text = await response.text().catch(() => '');
  const error = /"ok"\s*:\s*false/.test(text) ? (/"error"\s*:\s*"(\w+)"/.exec(text)?.[1] ?? 'refused') : null;
  if (error !== null || response.ok) return error;
  // Some of its hooks answer with the bare word.
  return /^[a-z_]{3,60}$/.test(text.trim()) ? text.trim() : `status ${response.status}`;
}
