import type { Outbox } from './delivery/outbox.ts';
import { SandboxUser } from './people/user.ts';
import type { Channel } from './state/directory.ts';
import type { Ephemeral } from './state/ephemerals.ts';
import type { ChannelMessage } from './state/messages.ts';
import type { StoredView } from './state/views.ts';
import type { Workspace } from './workspace.ts';

/** One workspace as people in it see it, and as tests do. */
export interface SandboxTeam {
  readonly workspace: Workspace;
  /** A person, by name or id; without one, the first. */
  user(reference?: string): SandboxUser;
  /** A channel, by name or id. */
  channel(reference: string): Channel;
  /** Everything in a channel or in the direct messages with a person, oldest first. */
  channelMessages(channel: string): readonly ChannelMessage[];
  /** A parent and its replies as they stand, oldest first. */
  thread(channel: string, ts: string): readonly ChannelMessage[];
  /** What only this person sees. */
  ephemeralsOf(user: string): readonly Ephemeral[];
  /** The dialogs that a person has open, the one on top last. */
  openViews(user: string): readonly StoredView[];
  homeOf(user: string): StoredView | null;
  /** The line under a thread while the bot works; null for none. */
  threadStatus(channel: string, ts: string): string | null;
}

/** @param origin `http://127.0.0.1:PORT` of this Slack */
export function sandboxTeam(
  workspace: Workspace,
  {
    origin,
    outbox,
    commands,
  }: { readonly origin: string; readonly outbox: Outbox; readonly commands: readonly string[] },
): SandboxTeam {
  const { directory } = workspace;
  const personId = (reference: string): string => required(directory.person(reference), reference).id;
  const channel = (reference: string): Channel => required(directory.channel(reference), reference);
  return {
    workspace,
    user(reference) {
      const found = reference === undefined ? directory.people()[0] : directory.person(reference);
      const person = required(found, reference ?? 'anybody');
      return new SandboxUser({ workspace, origin, person }, outbox, commands);
    },
    channel,
    channelMessages: (reference) => workspace.messages.inChannel(channel(reference).id),
    thread: (reference, ts) => workspace.messages.thread(channel(reference).id, ts),
    ephemeralsOf: (user) => workspace.ephemerals.of(personId(user)),
    openViews: (user) => workspace.views.stackOf(personId(user)),
    homeOf: (user) => workspace.views.homeOf(personId(user)),
    threadStatus: (reference, ts) => workspace.statuses.of(channel(reference).id, ts),
  };
}

export function required<T>(found: T | null | undefined, reference: string): T {
  if (found === null || found === undefined)
    throw new Error(`There is no ${reference} in the sandbox's Slack`);
  return found;
}
