import { isWire, wireList } from '../slack/state/wire.ts';
import { namesOf } from '../slack/transcript/names.ts';
import {
  channelItem,
  dialogItem,
  homeItem,
  type Item,
  messageItem,
  roleItem,
  workspaceItem,
} from './item.ts';
import type { Scene } from './scene.ts';

/** A thing on the page: when `versions` are not what they were, it is shown anew. */
export interface Shown {
  readonly versions: readonly unknown[];
  readonly show: () => Item;
}

/** Everything that the page shows at this moment, by key. Nothing is drawn yet: most of it is what it was a moment ago. */
export function itemsOf(scene: Scene): ReadonlyMap<string, Shown> {
  const parts = [workspaceOf, placesOf, messagesOf, viewsOf, rolesOf, troubleOf];
  return new Map(parts.flatMap((part) => part(scene)));
}

type Entries = readonly (readonly [string, Shown])[];

function placesOf({ slack, person }: Scene): Entries {
  const { directory, app } = slack.workspace;
  return directory
    .channels()
    .filter((channel) => channel.members.includes(person.id))
    .map((channel) => [
      `channel:${channel.id}`,
      { versions: [channel], show: () => channelItem(channel, directory.hasBot(channel), app.botName) },
    ]);
}

function messagesOf({ slack, person }: Scene): Entries {
  const { directory, messages, app } = slack.workspace;
  const names = namesOf(directory);
  const channels = directory.channels().filter((channel) => channel.members.includes(person.id));
  const heardByAll = channels.flatMap(({ id }) => messages.inChannel(id));
  return [...heardByAll, ...slack.ephemeralsOf(person.id)].map((message) => {
    const status = slack.threadStatus(message.channel, message.ts);
    return [
      `message:${message.channel}:${message.ts}`,
      {
        versions: [message, status],
        show: () =>
          messageItem(message, {
            names,
            status,
            bot: app.botName,
            author: directory.person(message.user ?? ''),
          }),
      },
    ];
  });
}

function viewsOf({ slack, person }: Scene): Entries {
  const names = namesOf(slack.workspace.directory);
  const dialogs: Entries = slack
    .openViews(person.id)
    .map((view, depth) => [
      `dialog:${depth}:${view.id}`,
      { versions: [view], show: () => dialogItem(view, depth, names) },
    ]);
  const home = slack.homeOf(person.id);
  if (home === null || !isWire(home) || wireList(home.blocks).length === 0) return dialogs;
  return [...dialogs, ['home', { versions: [home], show: () => homeItem(home, names) }]];
}

function rolesOf({ policies }: Scene): Entries {
  return policies
    .roles()
    .map((role) => [
      `role:${role.arn}`,
      { versions: [role.trustPolicy], show: () => roleItem(role, policies) },
    ]);
}

function workspaceOf(scene: Scene): Entries {
  return [['workspace', { versions: [], show: () => workspaceItem(scene) }]];
}

function troubleOf({ trouble }: Scene): Entries {
  const words = trouble();
  return words === null ? [] : [['trouble', { versions: [words], show: () => ({ kind: 'trouble', words }) }]];
}
