import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { callSlack, isUnknownMethod } from './outage.ts';

const PAGE = 200;
/** More messages than this since a question was asked are not searched. */
const PAGES = 20;
/** The clocks here and at Slack may differ by this much, in seconds; Slack's signed requests are refused beyond it. */
const CLOCK_DIFFERENCE_SECONDS = 300;

/**
 * Looks in a channel, or in one of its threads, for a message with a marker.
 *
 * @param sinceMs milliseconds since the epoch; no older message is looked at
 * @returns its timestamp, null where there is none or the bot may not look
 * @throws TryLater where Slack cannot be asked now: not knowing is no reason to post again
 */
export async function findMessage(
  client: WebClient,
  {
    channel,
    threadTs,
    marker,
    sinceMs,
  }: { channel: string; threadTs: string | null; marker: string; sinceMs: number },
  { signal, log }: { readonly signal: AbortSignal; readonly log: Logger },
): Promise<string | null> {
  const oldest = String(sinceMs / 1_000 - CLOCK_DIFFERENCE_SECONDS);
  const query = { channel, oldest, include_all_metadata: true, limit: PAGE };
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    signal.throwIfAborted();
    const next = cursor === undefined ? {} : { cursor };
    const answer = await callSlack(() =>
      threadTs === null
        ? client.conversations.history({ ...query, ...next })
        : client.conversations.replies({ ...query, ...next, ts: threadTs }),
    ).catch((error: unknown) => {
      const reason = error instanceof WebAPIPlatformError ? error.data.error : 'unknown_method';
      if (!(error instanceof WebAPIPlatformError) && !isUnknownMethod(error)) throw error;
      log.warn({ event: 'cannot-look-for-earlier-answer', reason });
      return null;
    });
    const found = answer?.messages?.find((message) => markerOf(message) === marker)?.ts;
    if (found !== undefined) return found;
    cursor = answer?.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return null;
  }
  log.warn({ event: 'looked-long-for-earlier-answer', pages: PAGES });
  return null;
}

function markerOf(message: object): unknown {
  const metadata: unknown = Reflect.get(message, 'metadata');
  if (typeof metadata !== 'object' || metadata === null) return null;
  const payload: unknown = Reflect.get(metadata, 'event_payload');
  return typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'question') : null;
}
