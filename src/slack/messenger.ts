import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackMessage } from '../render/slack/message.ts';

/** How often one call waits out a rate limit before the queue tries the question again later. */
const PATIENCE = 4;
const LONGEST_WAIT_SECONDS = 30;
const EVENT_TYPE = 'irsa_question';
/** Errors of chat.update after which there is nothing left to update. */
const GONE = new Set(['message_not_found', 'cant_update_message', 'is_archived', 'channel_not_found']);
const REFUSED_BLOCKS = new Set(['invalid_blocks', 'msg_blocks_too_long', 'invalid_blocks_format']);

/** Posts, finds and updates messages. A marker in a message's metadata tells whose it is. */
export interface Messenger {
  post(
    channel: string,
    threadTs: string | null,
    message: SlackMessage,
    marker: string,
    signal: AbortSignal,
  ): Promise<string>;
  update(channel: string, ts: string, message: SlackMessage, signal: AbortSignal): Promise<void>;
  /** The timestamp of a message that carries the marker, null where there is none or the bot may not look. */
  find(channel: string, threadTs: string | null, marker: string, sinceMs: number): Promise<string | null>;
}

/** @throws WebAPIPlatformError and the other errors of the Web API client, for the queue to try again. */
export function createMessenger(client: WebClient, log: Logger): Messenger {
  const patiently = async <T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof WebAPIRateLimitedError) || tries >= PATIENCE) throw error;
        const seconds = Math.min(error.retryAfter, LONGEST_WAIT_SECONDS);
        log.warn({ event: 'slack-rate-limited', seconds });
        await sleep(seconds * 1000, undefined, { signal });
      }
    }
  };

  /** Old clients and some workspaces refuse newer blocks: then the text, which is always complete, stands alone. */
  const withFallback = async <T>(
    message: SlackMessage,
    send: (message: SlackMessage) => Promise<T>,
  ): Promise<T> => {
    try {
      return await send(message);
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError) || !REFUSED_BLOCKS.has(error.data.error)) throw error;
      log.error({ event: 'slack-refused-blocks', problems: error.data.response_metadata?.messages ?? [] });
      return send({ text: message.text, blocks: [] });
    }
  };

  return {
    post: (channel, threadTs, message, marker, signal) =>
      withFallback(message, ({ text, blocks }) =>
        patiently(signal, async () => {
          const answer = await client.chat.postMessage({
            channel,
            text,
            blocks: [...blocks],
            ...(threadTs === null ? {} : { thread_ts: threadTs }),
            unfurl_links: false,
            unfurl_media: false,
            metadata: { event_type: EVENT_TYPE, event_payload: { question: marker } },
          });
          if (answer.ts === undefined)
            throw new Error('Slack accepted the message but did not say where it stands');
          return answer.ts;
        }),
      ),

    update: (channel, ts, message, signal) =>
      withFallback(message, ({ text, blocks }) =>
        patiently(signal, async () => {
          try {
            await client.chat.update({ channel, ts, text, blocks: [...blocks] });
          } catch (error) {
            if (!(error instanceof WebAPIPlatformError) || !GONE.has(error.data.error)) throw error;
            log.warn({ event: 'answer-gone', reason: error.data.error });
          }
        }),
      ),

    find: async (channel, threadTs, marker, sinceMs) => {
      const oldest = String(sinceMs / 1000 - 60);
      try {
        const page =
          threadTs === null
            ? await client.conversations.history({ channel, oldest, include_all_metadata: true, limit: 100 })
            : await client.conversations.replies({
                channel,
                ts: threadTs,
                oldest,
                include_all_metadata: true,
                limit: 100,
              });
        return page.messages?.find((message) => markerOf(message) === marker)?.ts ?? null;
      } catch (error) {
        if (!(error instanceof WebAPIPlatformError)) throw error;
        log.warn({ event: 'cannot-look-for-earlier-answer', reason: error.data.error });
        return null;
      }
    },
  };
}

function markerOf(message: object): unknown {
  const metadata: unknown = Reflect.get(message, 'metadata');
  if (typeof metadata !== 'object' || metadata === null) return null;
  const payload: unknown = Reflect.get(metadata, 'event_payload');
  return typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'question') : null;
}
