import type { App } from '@slack/bolt';
import { flattenSlackMessage } from '../../intake/flatten-message.ts';
import { askInThread } from '../ask-in-thread.ts';
import type { Listening } from './listening.ts';

/** `@irsa …` with a command's words or with an error, in a channel or a thread. */
export function onMention(app: App, listening: Listening): void {
  app.event('app_mention', async ({ event, context, client }) => {
    // Another app's message: answering it could start a conversation between robots.
    if (event.bot_id !== undefined) return;
    await askInThread(listening, client, {
      text: withoutMention(flattenSlackMessage(event), context.botUserId),
      channel: event.channel,
      ts: event.ts,
      threadTs: event.thread_ts ?? event.ts,
      user: event.user ?? 'unknown',
      via: 'mention',
      teamId: context.teamId ?? null,
      enterpriseId: context.enterpriseId ?? null,
      retry: context.retryNum ?? 0,
    });
  });
}

/** Takes the bot's own mention out of a flattened message, where it stands as `@U…`; other people's mentions stay what they are. */
export function withoutMention(text: string, botUserId: string | undefined): string {
  if (botUserId === undefined) return text.replace(/^\s*@[UW][A-Z0-9]+\b/, '').trim();
  return text.replaceAll(new RegExp(`@${botUserId}\\b`, 'g'), ' ').trim();
}
