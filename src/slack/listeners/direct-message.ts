import type { App } from '@slack/bolt';
import { flattenSlackMessage } from '../../intake/flatten-message.ts';
import { askInThread } from '../ask-in-thread.ts';
import type { Listening } from './listening.ts';
import { withoutMention } from './mention.ts';

/** A message to the bot itself: the words of a command, or an error. Edits, deletions and bots are left alone. */
export function onDirectMessage(app: App, listening: Listening): void {
  app.event('message', async ({ event, context, client }) => {
    if (event.channel_type !== 'im') return;
    if (event.subtype !== undefined && event.subtype !== 'file_share') return;
    if ('bot_id' in event && event.bot_id !== undefined) return;
    await askInThread(listening, client, {
      text: withoutMention(flattenSlackMessage(event), context.botUserId),
      channel: event.channel,
      ts: event.ts,
      threadTs: event.thread_ts ?? event.ts,
      user: event.user,
      via: 'direct-message',
      teamId: context.teamId ?? null,
      enterpriseId: context.enterpriseId ?? null,
      retry: context.retryNum ?? 0,
    });
  });
}
