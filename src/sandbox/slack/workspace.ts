import { type App, type ChannelSeed, Directory, type PersonSeed } from './state/directory.ts';
import { Ephemerals } from './state/ephemerals.ts';
import { Files } from './state/files.ts';
import { type Clock, Ids } from './state/ids.ts';
import { Messages } from './state/messages.ts';
import { ResponseUrls } from './state/response-urls.ts';
import { ThreadStatuses } from './state/thread-statuses.ts';
import { Triggers } from './state/triggers.ts';
import { Views } from './state/views.ts';

/** Everything that the sandbox's Slack knows. The server and the people change it, tests and the demo read it. */
export interface Workspace {
  readonly app: App;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly directory: Directory;
  readonly messages: Messages;
  readonly ephemerals: Ephemerals;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly files: Files;
  readonly statuses: ThreadStatuses;
  /** Names of their members, by the ids of user groups. */
  readonly userGroups: Readonly<Record<string, readonly string[]>>;
  /** Types of blocks that it does not know and refuses; tests change them while it runs. */
  readonly unknownBlocks: Set<string>;
}

/** An empty workspace with these people and channels; the bot is in every channel that does not say otherwise. */
export function createWorkspace(seed: {
  readonly app: App;
  readonly people: readonly PersonSeed[];
  readonly channels: readonly ChannelSeed[];
  readonly clock: Clock;
  /** Shared by the workspaces of one Slack, where no two things have the same id. */
  readonly ids?: Ids;
  readonly userGroups?: Readonly<Record<string, readonly string[]>>;
  readonly unknownBlocks?: readonly string[];
}): Workspace {
  const { app, clock } = seed;
  const ids = seed.ids ?? new Ids(clock);
  return {
    app,
    clock,
    ids,
    directory: new Directory(app, seed.people, seed.channels),
    messages: new Messages(ids),
    ephemerals: new Ephemerals(ids),
    views: new Views(ids, clock, app),
    triggers: new Triggers(clock),
    responseUrls: new ResponseUrls(ids, clock),
    files: new Files(ids),
    statuses: new ThreadStatuses(clock),
    userGroups: seed.userGroups ?? {},
    unknownBlocks: new Set(seed.unknownBlocks),
  };
}
