import type { WebClient } from '@slack/web-api';

/** Who the bot is in Slack. */
export interface BotIdentity {
  readonly botId?: string;
  readonly botUserId?: string;
}

/** Asks Slack whose the client's token is. @throws what the Web API client throws */
export async function learnIdentity(client: WebClient): Promise<BotIdentity> {
  const { bot_id, user_id } = await client.auth.test();
  return {
    ...(bot_id === undefined ? {} : { botId: bot_id }),
    ...(user_id === undefined ? {} : { botUserId: user_id }),
  };
}
