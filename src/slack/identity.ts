import type { WebClient } from '@slack/web-api';

/** Whose a bot token is, by Slack's account. */
export interface BotIdentity {
  readonly botId?: string;
  readonly botUserId?: string;
  /** Null for the token of an organisation. */
  readonly teamId: string | null;
  /** Null for the token of a workspace, also of one that belongs to an organisation. */
  readonly enterpriseId: string | null;
}

/** What `auth.test` tells, as far as it is looked at. */
type Told = Pick<
  Awaited<ReturnType<WebClient['auth']['test']>>,
  'bot_id' | 'user_id' | 'team_id' | 'enterprise_id' | 'is_enterprise_install'
>;

export function identityIn(told: Told): BotIdentity {
  const { bot_id, user_id, team_id, enterprise_id } = told;
  const isOrganisation = told.is_enterprise_install === true;
  return {
    ...(bot_id === undefined ? {} : { botId: bot_id }),
    ...(user_id === undefined ? {} : { botUserId: user_id }),
    teamId: isOrganisation ? null : (team_id ?? null),
    enterpriseId: isOrganisation ? (enterprise_id ?? null) : null,
  };
}

/** Asks Slack whose the client's token is. @throws what the Web API client throws */
export async function learnIdentity(client: WebClient): Promise<BotIdentity> {
  return identityIn(await client.auth.test());
}
