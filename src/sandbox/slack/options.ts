import type { Fault } from './faults.ts';
import type { PostPace } from './rate-limit.ts';
import type { App, ChannelSeed, PersonSeed } from './state/directory.ts';
import type { Clock } from './state/ids.ts';

/** Another workspace in which the same app is installed. */
export interface TeamSeed {
  readonly teamId: string;
  readonly teamName: string;
  /** What the bot's calls carry that are about this workspace. */
  readonly botToken: string;
  /** Set: the app is installed for the organisation as a whole, whose workspaces share one token. */
  readonly enterpriseId?: string;
  readonly people?: readonly PersonSeed[];
  /** Ids are made of names, so no two workspaces should have a channel of the same name. */
  readonly channels: readonly ChannelSeed[];
  readonly userGroups?: Readonly<Record<string, readonly string[]>>;
}

export interface SandboxSlackOptions {
  readonly mode: 'http' | 'socket';
  readonly signingSecret: string;
  /** `xoxb-…`: what the bot's calls carry. */
  readonly botToken: string;
  /** `xapp-…`: what Socket Mode is opened with. */
  readonly appToken?: string;
  /** Where the app takes events, commands and interactions (HTTP mode); may be told later with `deliverTo`. */
  readonly requestUrl?: string;
  readonly botName?: string;
  readonly people?: readonly PersonSeed[];
  readonly channels?: readonly ChannelSeed[];
  /** Names of their members, by the ids of user groups. */
  readonly userGroups?: Readonly<Record<string, readonly string[]>>;
  readonly otherTeams?: readonly TeamSeed[];
  /** What the app was granted. */
  readonly scopes?: readonly string[];
  /** Events that the app has subscribed to, by their names in the manifest (`message.channels`). */
  readonly events?: readonly string[];
  /** Slash commands that the app has registered. */
  readonly commands?: readonly string[];
  readonly faults?: readonly Fault[];
  /** How much longer calls take, in milliseconds, by method (`*`: all others). */
  readonly delays?: Readonly<Record<string, number>>;
  /** Slack's pace of one post a second in each channel; none where it is left out. */
  readonly postPace?: PostPace;
  /** Milliseconds before each redelivery of an event that was not acknowledged. */
  readonly eventRetryDelays?: readonly number[];
  readonly clock?: Clock;
  /** Types of blocks that the workspace does not know and refuses, as one does that is behind the others, or GovSlack. */
  readonly unknownBlocks?: readonly string[];
}

/** The app in the sandbox's workspace. Ids in Slack's form. */
export function sandboxApp(botName: string): App {
  return {
    teamId: 'T0SANDBOX',
    teamName: 'Sandbox',
    teamDomain: 'sandbox',
    enterpriseId: null,
    appId: 'A0IRSADOC',
    botId: 'B0IRSADOC',
    botUserId: 'U0IRSADOC',
    botName,
  };
}

/** The same app in another workspace, where it is another bot and another user. */
export function appIn({ teamId, teamName, ...seed }: TeamSeed, botName: string): App {
  const enterpriseId = seed.enterpriseId ?? null;
  const own = (enterpriseId ?? teamId).slice(1);
  return {
    ...sandboxApp(botName),
    teamId,
    teamName,
    teamDomain: teamName.toLowerCase(),
    enterpriseId,
    botId: `B${own}BOT`,
    botUserId: `U${own}BOT`,
  };
}

export const defaultPeople: readonly PersonSeed[] = [
  { name: 'avery', realName: 'Avery Lindqvist' },
  { name: 'noor', realName: 'Noor Haddad' },
];

/** One channel of each kind that makes a difference to a bot. */
export const defaultChannels: readonly ChannelSeed[] = [
  { name: 'oncall' },
  { name: 'platform', kind: 'private' },
  { name: 'incidents', hasBot: false },
  { name: 'security', kind: 'private', hasBot: false },
  { name: 'retired', isArchived: true },
];

export const defaultScopes: readonly string[] = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'reactions:write',
  'usergroups:read',
  'users:read',
];

export const defaultEvents: readonly string[] = ['app_home_opened', 'app_mention', 'message.im'];

/** At once, after a minute, after five. */
export const slackRetryDelays: readonly number[] = [0, 60_000, 300_000];
