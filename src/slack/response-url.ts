import { TryLater } from '../queue/try-later.ts';
import type { SlackMessage } from '../render/slack/message.ts';
import { isPassingError } from './outage.ts';

const LIMIT_MS = 10_000;

export interface Responding {
  readonly signal?: AbortSignal;
  /** Takes the place of what this address showed before, if anything. */
  readonly isRepeated?: boolean;
}

/**
 * Posts to a command's or a click's response_url, seen by that person alone.
 * @throws TryLater where Slack is out of reach or busy; Error with Slack's reason when the address has expired (30 minutes, five uses).
 */
export async function respondTo(
  url: string,
  message: SlackMessage,
  { signal, isRepeated = false }: Responding = {},
): Promise<void> {
  const limit = AbortSignal.timeout(LIMIT_MS);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ ...message, response_type: 'ephemeral', replace_original: isRepeated }),
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
  if (!isPassing) throw new Error(`Slack refused the answer through response_url: ${refusal}`);
  throw new TryLater(`Slack did not take the answer through response_url: ${refusal}`, {
    afterMs: Number.isFinite(seconds) ? seconds * 1_000 : null,
  });
}

/** Why Slack did not take an answer, null where it did. Some refusals come with status 200. */
async function refusalIn(response: Response): Promise<string | null> {
  const text = await response.text().catch(() => '');
  const error = /"ok"\s*:\s*false/.test(text) ? (/"error"\s*:\s*"(\w+)"/.exec(text)?.[1] ?? 'refused') : null;
  return error ?? (response.ok ? null : `status ${response.status}`);
}
