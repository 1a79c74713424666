import { WebAPIPlatformError } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Posted } from '../queue/job.ts';
import type { Attempt } from '../queue/ports.ts';
import type { SlackMessage } from '../render/slack/message.ts';
import type { Messenger } from './messenger.ts';
import { respondTo } from './response-url.ts';

/** Slack's words for "the bot may not speak here". */
const OUTSIDE = new Set(['not_in_channel', 'channel_not_found', 'restricted_action', 'is_archived']);
/** What stands in place of a timestamp when the answer went through the response_url. */
const VIA_RESPONSE_URL = 'response_url';

const INVITATION =
  'I am not a member of this channel: write `/invite @irsa`, and next time everybody here sees the answer.';

/** The messages of one question: made once, updated afterwards, found again after a crash. */
export interface Delivery {
  /** Makes the messages, so that something stands there while the check runs. */
  open(pending: SlackMessage, parent: SlackMessage): Promise<void>;
  /** Turns them into the answer. Safe to repeat. */
  finish(answer: SlackMessage, parent: SlackMessage): Promise<void>;
}

/**
 * A question that stands in a thread gets one message there. A command has no thread, so a parent message opens one. Where the bot is not a
 * member, a command is answered through its response_url, to the person alone.
 */
export function createDelivery(attempt: Attempt, messenger: Messenger, log: Logger): Delivery {
  const { place } = attempt.job;
  let posted: Posted = attempt.job.posted;

  const remember = async (change: Partial<Posted>): Promise<void> => {
    posted = { ...posted, ...change };
    await attempt.remember(posted);
  };

  const make = async (
    role: 'parent' | 'answer',
    message: SlackMessage,
    threadTs: string | null,
  ): Promise<string> => {
    const marker = `${attempt.id}#${role}`;
    // Only a crash between posting and remembering can have left a message behind, so the first attempt need not look.
    const earlier =
      attempt.number > 1 ? await messenger.find(place.channel, threadTs, marker, attempt.job.askedAt) : null;
    return earlier ?? messenger.post(place.channel, threadTs, message, marker, attempt.signal);
  };

  const open = async (pending: SlackMessage, parent: SlackMessage): Promise<void> => {
    if (posted.answerTs !== null) return;
    try {
      if (place.threadTs === null && posted.parentTs === null) {
        await remember({ parentTs: await make('parent', parent, null) });
      }
      await remember({ answerTs: await make('answer', pending, place.threadTs ?? posted.parentTs) });
    } catch (error) {
      if (!isOutside(error) || place.responseUrl === null) throw error;
      log.info({ event: 'outside-channel', reference: attempt.job.reference, reason: error.data.error });
    }
  };

  const finish = async (answer: SlackMessage, parent: SlackMessage): Promise<void> => {
    if (posted.answerTs === VIA_RESPONSE_URL) return;
    if (posted.answerTs === null) await open(answer, parent);
    if (posted.answerTs === null) {
      if (place.responseUrl !== null)
        await respondTo(place.responseUrl, withInvitation(answer), attempt.signal);
      await remember({ answerTs: VIA_RESPONSE_URL });
      return;
    }
    await messenger.update(place.channel, posted.answerTs, answer, attempt.signal);
    if (posted.parentTs !== null)
      await messenger.update(place.channel, posted.parentTs, parent, attempt.signal);
  };

  return { open, finish };
}

function isOutside(error: unknown): error is WebAPIPlatformError {
  return error instanceof WebAPIPlatformError && OUTSIDE.has(error.data.error);
}

function withInvitation(answer: SlackMessage): SlackMessage {
  return {
    text: `${answer.text}\n${INVITATION}`,
    blocks: [...answer.blocks, { type: 'context', elements: [{ type: 'mrkdwn', text: INVITATION }] }],
  };
}
