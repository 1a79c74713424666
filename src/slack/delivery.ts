import { type KnownBlock, WebAPIPlatformError } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Posted } from '../queue/job.ts';
import type { Attempt } from '../queue/ports.ts';
import type { SlackMessage } from '../render/slack/message.ts';
import type { AwaitPace } from './channel-pace.ts';
import type { ConversationSettings } from './conversation-settings.ts';
import { inPlainForm } from './message-forms.ts';
import type { Messenger } from './messenger.ts';

/** Slack's words for "the bot may not speak here". */
const OUTSIDE = new Set(['not_in_channel', 'channel_not_found', 'restricted_action', 'is_archived']);
/** Slack's word where a workspace lets messages be changed for some time only, or never. */
const CLOSED = 'edit_window_closed';
/** What stands in place of a timestamp when the answer went through the response_url. */
const VIA_RESPONSE_URL = 'response_url';

/** From this attempt on, answers are plain: Slack has met blocks with troubles of its own (status 500) instead of a refusal. */
const PLAIN_FROM = 3;

/** After the bot's name, under the thread. */
const STATUS = 'is checking…';

const INVITATION =
  'I am not a member of this channel: write `/invite @irsa`, and next time everybody here sees the answer.';

/** What messages are delivered with. */
export interface Delivering {
  readonly messenger: Messenger;
  readonly pace: AwaitPace;
  readonly log: Logger;
  readonly settings: ConversationSettings;
}

/** The messages of one question: made once, updated afterwards, found again after a crash. */
export interface Delivery {
  /** Makes the messages, so that something stands there while the check runs. */
  open(pending: SlackMessage, parent: SlackMessage): Promise<void>;
  /** Makes the messages before it is the question's turn. Where they stand there already, they stay as they are. */
  hold(waiting: SlackMessage, parent: SlackMessage): Promise<void>;
  /** Says in the answer's place how far it has come. Where that cannot be told, nothing is lost. */
  progress(pending: SlackMessage): Promise<void>;
  /** Turns them into the answer. Safe to repeat. */
  finish(answer: SlackMessage, parent: SlackMessage): Promise<void>;
}

/** A message that stands in Slack, and what it says if it was made just now. */
interface Made {
  readonly ts: string;
  readonly says: SlackMessage | null;
}

/**
 * A question that stands in a thread gets one message there. A command has no thread, so a parent message opens one. Where the bot is not a
 * member, a command is answered through its response_url, to the person alone.
 */
export function createDelivery(
  attempt: Attempt,
  { messenger, pace, log }: Omit<Delivering, 'settings'>,
): Delivery {
  const { place } = attempt.job;
  let posted: Posted = attempt.job.posted;
  let showing: Promise<boolean> = Promise.resolve(false);

  const remember = async (change: Partial<Posted>): Promise<void> => {
    posted = { ...posted, ...change };
    await attempt.remember(posted);
  };

  const make = async (
    role: 'parent' | 'answer' | 'answer-anew',
    message: SlackMessage,
    threadTs: string | null,
  ): Promise<Made> => {
    const marker = `${attempt.id}#${role}`;
    const { confirm, signal } = attempt;
    // Only an earlier attempt can have left a message behind, by a crash or a lost response between posting and remembering.
    const earlier =
      attempt.number > 1
        ? await messenger.find(
            { channel: place.channel, threadTs, marker, sinceMs: attempt.job.askedAt },
            signal,
          )
        : null;
    if (earlier !== null) return { ts: earlier, says: null };
    const { channel, teamId } = place;
    await pace({ channel: `${teamId} ${channel}`, id: attempt.id, round: attempt.round }, signal);
    const ts = await messenger.post(place.channel, threadTs, message, { marker, confirm, signal });
    return { ts, says: message };
  };

  /** Makes the messages that are missing. What it returns says what they say, as far as they are new. */
  const makeMissing = async (
    answer: SlackMessage,
    parent: SlackMessage,
  ): Promise<Set<SlackMessage | null>> => {
    const said = new Set<SlackMessage | null>();
    if (posted.answerTs !== null) return said;
    try {
      if (place.threadTs === null && posted.parentTs === null) {
        const made = await make('parent', parent, null);
        said.add(made.says);
        await remember({ parentTs: made.ts });
      }
      const made = await make('answer', answer, place.threadTs ?? posted.parentTs);
      said.add(made.says);
      await remember({ answerTs: made.ts });
    } catch (error) {
      if (!isOutside(error) || place.responseUrl === null) throw error;
      log.info({ event: 'outside-channel', reference: attempt.job.reference, reason: error.data.error });
    }
    return said;
  };

  const hold = async (waiting: SlackMessage, parent: SlackMessage): Promise<void> => {
    await makeMissing(waiting, parent);
  };

  const open = async (pending: SlackMessage, parent: SlackMessage): Promise<void> => {
    await makeMissing(pending, parent);
    const thread = threadOfAnswer();
    if (thread !== null) showing = messenger.status(place.channel, thread, STATUS);
  };

  /** Where the answer stands in a thread; null where it does not, or not yet. */
  const threadOfAnswer = (): string | null =>
    posted.answerTs === null || posted.answerTs === VIA_RESPONSE_URL
      ? null
      : (place.threadTs ?? posted.parentTs);

  /** Slack takes a status away when something is posted, and not when a message becomes the answer. */
  const endStatus = async (): Promise<void> => {
    const thread = threadOfAnswer();
    if ((await showing) && thread !== null) await messenger.status(place.channel, thread, '');
  };

  const progress = async (pending: SlackMessage): Promise<void> => {
    if (posted.answerTs === null || posted.answerTs === VIA_RESPONSE_URL) return;
    try {
      await messenger.update(place.channel, posted.answerTs, pending, attempt.signal);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.info({ event: 'progress-untold', reference: attempt.job.reference, reason });
    }
  };

  const finish = async (wanted: SlackMessage, parent: SlackMessage): Promise<void> => {
    const answer = attempt.number < PLAIN_FROM ? wanted : inPlainForm(wanted);
    const said = await makeMissing(answer, parent);
    if (posted.answerTs === VIA_RESPONSE_URL) return;
    if (posted.answerTs === null) {
      if (place.responseUrl !== null) await whisper(place.responseUrl, answer);
      await remember({ answerTs: VIA_RESPONSE_URL });
      return;
    }
    if (!said.has(answer)) await replace(posted.answerTs, answer);
    if (posted.parentTs !== null && !said.has(parent)) await replaceParent(posted.parentTs, parent);
    await endStatus();
  };

  /** Where Slack lets the message be changed no more, the answer takes its place: nobody is to be left with what it says now. */
  const replace = async (ts: string, answer: SlackMessage): Promise<void> => {
    try {
      await messenger.update(place.channel, ts, answer, attempt.signal);
    } catch (error) {
      if (!isRefusal(error) || (error.data.error !== CLOSED && !attempt.isLast)) throw error;
      log.warn({ event: 'answer-posted-anew', reference: attempt.job.reference, reason: error.data.error });
      const made = await make('answer-anew', answer, place.threadTs ?? posted.parentTs);
      await remember({ answerTs: made.ts });
      // An earlier attempt may have posted it already, and then it is the answer that was to be changed.
      if (made.ts !== ts) await messenger.discard(place.channel, ts);
    }
  };

  /** The verdict above a thread whose answer stands: not worth a second answer. */
  const replaceParent = async (ts: string, parent: SlackMessage): Promise<void> => {
    try {
      await messenger.update(place.channel, ts, parent, attempt.signal);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      log.warn({ event: 'verdict-untold', reference: attempt.job.reference, reason: error.data.error });
    }
  };

  /** Nobody can look for an earlier answer here. One that is repeated takes its place, except where that would be the message with the button. */
  const whisper = async (url: string, answer: SlackMessage): Promise<void> => {
    await attempt.confirm();
    const isRepeated = attempt.number > 1 && place.via !== 'button';
    await messenger.respond(url, withInvitation(answer), { signal: attempt.signal, isRepeated });
  };

  return { open, hold, progress, finish };
}

function isRefusal(error: unknown): error is WebAPIPlatformError {
  return error instanceof WebAPIPlatformError;
}

function isOutside(error: unknown): error is WebAPIPlatformError {
  return isRefusal(error) && OUTSIDE.has(error.data.error);
}

function withInvitation({ text, blocks, plainBlocks }: SlackMessage): SlackMessage {
  const line: KnownBlock = { type: 'context', elements: [{ type: 'mrkdwn', text: INVITATION }] };
  return {
    text: `${text}\n${INVITATION}`,
    blocks: [...blocks, line],
    ...(plainBlocks === undefined ? {} : { plainBlocks: [...plainBlocks, line] }),
  };
}
