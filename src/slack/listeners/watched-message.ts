import type { App } from '@slack/bolt';
import { flattenSlackMessage } from '../../intake/flatten-message.ts';
import { QueueUnavailableError } from '../../queue/queue-unavailable-error.ts';
import { askInThread } from '../ask-in-thread.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { questionId, referenceOf } from '../question-id.ts';
import { understandError } from '../understand.ts';
import type { Listening } from './listening.ts';

/** The same error in the same thread is not answered again so soon, in milliseconds. */
const NAMESAKE_MS = 10 * 60_000;
/** Everything else that Slack calls a message: edits, deletions, somebody joining. */
const SPOKEN = new Set([undefined, 'bot_message', 'file_share', 'thread_broadcast']);

/**
 * Errors in channels that are watched, answered in their thread without anybody asking. Whatever holds no AWS identity error is passed over in
 * silence, and so is everything that could not be answered.
 */
export function onWatchedMessage(app: App, listening: Listening): void {
  app.event('message', async ({ event, context, client }) => {
    if (event.channel_type !== 'channel' && event.channel_type !== 'group') return;
    if (listening.settings.channels.get(event.channel)?.isWatched !== true) return;
    if (!SPOKEN.has(event.subtype)) return;
    const { user, bot, threadTs } = speakerOf(event);
    if (user === context.botUserId || (bot !== null && bot === context.botId)) return;
    const text = flattenSlackMessage(event);
    // Somebody who asks is heard as a mention; other apps' mentions are not.
    const asksBot = context.botUserId !== undefined && names(event, context.botUserId);
    if (asksBot && bot === null) return;
    const question = understandError(text);
    if (question.kind !== 'check' && question.kind !== 'explain') return;

    const { ts, channel } = event;
    const teamId = context.teamId ?? '';
    const thread = threadTs ?? ts;
    const fingerprint = fingerprintOf(question);
    const idAt = (seconds: number) => {
      const span = Math.floor((seconds * 1_000) / NAMESAKE_MS);
      return questionId.ofError(teamId, channel, thread, fingerprint, span);
    };
    const spoken = Number(ts);
    const earlier = await findEarlier(listening, idAt(spoken - NAMESAKE_MS / 1_000), idAt(spoken));
    if (earlier !== null && spoken * 1_000 - earlier.job.askedAt < NAMESAKE_MS) {
      listening.log.info({ event: 'namesake', reference: earlier.job.reference, channel });
      return;
    }
    await askInThread(listening, client, {
      id: idAt(spoken),
      question,
      text,
      channel,
      ts,
      threadTs: thread,
      user: user ?? bot ?? 'unknown',
      via: 'watch',
      teamId: context.teamId ?? null,
      enterpriseId: context.enterpriseId ?? null,
      retry: context.retryNum ?? 0,
    });
  });
}

/** Thrown on, a delivery is not acknowledged, and Slack makes it again. */
async function findEarlier({ queue, log }: Listening, earlier: string, id: string) {
  try {
    return await queue.find(earlier);
  } catch (error) {
    if (error instanceof QueueUnavailableError)
      log.error({ event: 'question-not-stored', reference: referenceOf(id), reason: error.message });
    throw error;
  }
}

/** In its text as `<@U…>`, with or without a name behind it, or in its blocks. */
function names(event: object, user: string): boolean {
  return JSON.stringify([Reflect.get(event, 'text'), Reflect.get(event, 'blocks')]).includes(user);
}

/** Bolt's types know each kind of message by itself; what counts here is in most of them. */
function speakerOf(event: object): { user: string | null; bot: string | null; threadTs: string | null } {
  const text = (member: string): string | null => {
    const value: unknown = Reflect.get(event, member);
    return typeof value === 'string' ? value : null;
  };
  return { user: text('user'), bot: text('bot_id'), threadTs: text('thread_ts') };
}
