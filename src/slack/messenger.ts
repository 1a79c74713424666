import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { TryLater } from '../queue/try-later.ts';
import type { SlackMessage } from '../render/slack/message.ts';
import { createBlockForms } from './block-forms.ts';
import { findMessage } from './find-message.ts';
import { formsOf, type SentMessage } from './message-forms.ts';
import { callSlack } from './outage.ts';
import type { Respond } from './response-url.ts';
import { createThreadStatus, type ShowStatus } from './thread-status.ts';

/** How often one call waits out a rate limit, if that is short, before the queue tries the question again later. */
const PATIENCE = 3;
/** A longer wait would keep other questions, in other channels, from their turn. */
const LONGEST_WAIT_MS = 3_000;
const EVENT_TYPE = 'irsa_question';
/** Errors of chat.update after which there is nothing left to update. */
const GONE = new Set(['message_not_found', 'cant_update_message', 'is_archived', 'channel_not_found']);
/** A client speaks to one workspace, so that there is nothing to tell apart. */
const WORKSPACE = '';

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
  /** Takes a message away that another has replaced. Where Slack does not let it, it stays. Never throws. */
  discard(channel: string, ts: string): Promise<void>;
  readonly status: ShowStatus;
  /** Answers where the bot is no member, to one person alone. */
  readonly respond: Respond;
  /** The timestamp of a message that carries the marker, null where there is none or the bot may not look. */
  find(
    place: { channel: string; threadTs: string | null; marker: string; sinceMs: number },
    signal: AbortSignal,
  ): Promise<string | null>;
}

/** @throws TryLater, and WebAPIPlatformError for what Slack refuses. */
export function createMessenger(client: WebClient, respond: Respond, log: Logger): Messenger {
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

  const forms = createBlockForms(log, Date.now);
  const inForms = <T>(message: SlackMessage, send: (form: SentMessage) => Promise<T>): Promise<T> =>
    forms.send(WORKSPACE, formsOf(message), send);

  return {
    post: (channel, threadTs, message, { marker, confirm, signal }) =>
      inForms(message, ({ text, blocks }) =>
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
      inForms(message, ({ text, blocks }) =>
        patiently(signal, async () => {
          try {
            await client.chat.update({ channel, ts, text, blocks: [...blocks] });
          } catch (error) {
            if (!(error instanceof WebAPIPlatformError) || !GONE.has(error.data.error)) throw error;
            log.warn({ event: 'answer-gone', reason: error.data.error });
          }
        }),
      ),

    discard: async (channel, ts) => {
      try {
        await client.chat.delete({ channel, ts });
      } catch (error) {
        log.info({ event: 'message-left', reason: error instanceof Error ? error.message : String(error) });
      }
    },

    status: createThreadStatus(client, log),

    respond: (url, message, responding) => inForms(message, (form) => respond(url, form, responding)),

    find: (place, signal) => findMessage(client, place, { signal, log }),
  };
}
