import type { BotIdentity } from './identity.ts';

/** One place where the app is installed, with the bot token that it got there. */
export interface Installation {
  /** Id of a workspace (`T…`), or of an organisation that the app is installed for as a whole (`E…`); null where Slack is to tell. */
  readonly id: string | null;
  /** The environment variable that holds the token. */
  readonly variable: string;
  readonly botToken: string;
}

/** Whether the token is that of the workspace or organisation which the settings name with it. */
export function isRightToken({ id }: Installation, { teamId, enterpriseId }: BotIdentity): boolean {
  return id === null || id === teamId || id === enterpriseId;
}
