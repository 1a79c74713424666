import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { TryLater } from '../queue/try-later.ts';
import type { SlackMessage } from '../render/slack/message.ts';
import { findMessage } from './find-message.ts';
import { callSlack } from './outage.ts';
import { createThreadStatus, type ShowStatus } from './thread-status.ts';

/** How often one call waits out a rate limit, if that is short, before the queue tries the question again later. */
const PATIENCE = 3;
/** A longer wait would keep other questions, in other channels, from their turn. */
const LONGEST_WAIT_MS = 3_000;
const EVENT_TYPE = 'irsa_question';
/** Errors of chat.update after which there is nothing left to update. */
const GONE = new Set(['message_not_found', 'cant_update_message', 'is_archived', 'channel_not_found']);
const REFUSED_BLOCKS = new Set(['invalid_blocks', 'msg_blocks_too_long', 'invalid_blocks_format']);

/** What a message needs that must be posted once. */
export interface PostOnce {
  /** Tells whose the message is, in its metadata. */
  readonly marker: string;
  /** Called before every single call; rejects where somebody else is to post. */
  readonly confirm: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** Posts, finds and updates messages. Whatever is due to Slack's own trouble is thrown as `TryLater`. */
export interface Messenger {
  post(channel: string, threadTs: string | null, message: SlackMessage, once: PostOnce): Promise<string>;
  update(channel: string, ts: string, message: SlackMessage, signal: AbortSignal): Promise<void>;
  readonly status: ShowStatus;
  /** The timestamp of a message that carries the marker, null where there is none or the bot may not look. */
  find(
    place: { channel: string; threadTs: string | null; marker: string; sinceMs: number },
    signal: AbortSignal,
  ): Promise<string | null>;
}

/** @throws TryLater, and WebAPIPlatformError for what Slack refuses. */
export function createMessenger(client: WebClient, log: Logger): Messenger {
  const patiently = async <T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        signal.throwIfAborted();
        return await callSlack(call);
      } catch (error) {
        const waitMs = error instanceof TryLater ? error.afterMs : null;
        if (waitMs === null || waitMs > LONGEST_WAIT_MS || tries >= PATIENCE) throw error;
        log.warn({ event: 'slack-rate-limited', waitMs });
        await sleep(waitMs, undefined, { signal });
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
    post: (channel, threadTs, message, { marker, confirm, signal }) =>
      withFallback(message, ({ text, blocks }) =>
        patiently(signal, async () => {
          await confirm();
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

    status: createThreadStatus(client, log),

    find: (place, signal) => findMessage(client, place, { signal, log }),
  };
}
