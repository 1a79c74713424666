import type { Verdict } from '../../checker/vocabulary/diagnosis.ts';
import type { Channel, Person } from '../slack/state/directory.ts';
import type { Ephemeral } from '../slack/state/ephemerals.ts';
import type { ChannelMessage } from '../slack/state/messages.ts';
import type { StoredView } from '../slack/state/views.ts';
import { wireList } from '../slack/state/wire.ts';
import type { Names } from '../slack/transcript/names.ts';
import type { IamRole } from '../world/account.ts';
import { blocks } from './render/blocks.ts';
import { content } from './render/content.ts';
import { mrkdwn } from './render/mrkdwn.ts';
import { wordsOf } from './render/text-object.ts';
import { type Tree, textOf } from './render/tree.ts';
import type { Scene } from './scene.ts';
import { indented, type TrustPolicies } from './trust-policies.ts';

/** What the browser is told of one thing on the page. */
export type Item =
  | {
      readonly kind: 'workspace';
      readonly name: string;
      readonly bot: string;
      readonly person: string;
      /** The message shortcut's name; null where the app has none. */
      readonly shortcut: string | null;
      readonly scenarios: readonly {
        readonly id: string;
        readonly title: string;
        readonly breaks: string | null;
        readonly verdict: Verdict;
        readonly prompt: string;
        readonly error: string | null;
      }[];
    }
  | {
      readonly kind: 'channel';
      readonly id: string;
      readonly name: string;
      readonly place: Channel['kind'];
      readonly hasBot: boolean;
      readonly isArchived: boolean;
    }
  | {
      readonly kind: 'message';
      readonly channel: string;
      readonly ts: string;
      /** The parent's ts, in replies only. */
      readonly thread: string | null;
      readonly author: string;
      readonly isBot: boolean;
      readonly isEdited: boolean;
      /** Only the person before the page sees it. */
      readonly isEphemeral: boolean;
      /** What the bot does in this message's thread just now. */
      readonly status: string | null;
      readonly body: readonly Tree[];
      /** Without markup, for whoever listens instead of looking. */
      readonly spoken: string;
    }
  | {
      readonly kind: 'dialog';
      readonly id: string;
      readonly hash: string;
      readonly depth: number;
      readonly title: string;
      readonly close: string;
      readonly submit: string | null;
      readonly body: readonly Tree[];
    }
  | { readonly kind: 'home'; readonly id: string; readonly body: readonly Tree[] }
  | {
      readonly kind: 'role';
      readonly arn: string;
      readonly name: string;
      readonly account: string;
      readonly trustPolicy: string;
      readonly isChanged: boolean;
      readonly users: readonly string[];
    }
  | { readonly kind: 'trouble'; readonly words: string };

export function workspaceItem({ slack, person, scenarios, shortcut }: Scene): Item {
  const { app, directory } = slack.workspace;
  return {
    kind: 'workspace',
    name: app.teamName,
    bot: app.botName,
    person: directory.person(person.id)?.realName ?? person.name,
    shortcut: shortcut?.name ?? null,
    scenarios: scenarios.map(({ id, title, breaks, verdict, prompt, error }) => ({
      id,
      title,
      breaks,
      verdict,
      prompt,
      error: error ?? null,
    })),
  };
}

/** The direct messages of a person carry the bot's name, since it is the bot that the person talks to. */
export function channelItem(channel: Channel, hasBot: boolean, botName: string): Item {
  const { id, name, kind, isArchived } = channel;
  return { kind: 'channel', id, name: kind === 'im' ? botName : name, place: kind, hasBot, isArchived };
}

export function messageItem(
  message: ChannelMessage | Ephemeral,
  about: {
    readonly names: Names;
    readonly status: string | null;
    readonly bot: string;
    readonly author: Person | null;
  },
): Item {
  const { names, status, bot, author } = about;
  const isEphemeral = !('type' in message);
  const thread = message.thread_ts === message.ts ? undefined : message.thread_ts;
  return {
    kind: 'message',
    channel: message.channel,
    ts: message.ts,
    thread: thread ?? null,
    // What only one person sees carries that person's id: it is the bot that says it.
    author: isEphemeral ? bot : (author?.realName ?? 'app'),
    isBot: isEphemeral || message.bot_id !== undefined,
    isEdited: !isEphemeral && message.edited !== undefined,
    isEphemeral,
    status,
    body: content(message, names),
    spoken: textOf(mrkdwn(message.text, names, true)),
  };
}

export function dialogItem(view: StoredView, depth: number, names: Names): Item {
  return {
    kind: 'dialog',
    id: view.id,
    hash: view.hash,
    depth,
    title: wordsOf(view.title),
    close: wordsOf(view.close) || 'Cancel',
    submit: wordsOf(view.submit) || null,
    body: blocks(wireList(view.blocks), names),
  };
}

export function homeItem(view: StoredView, names: Names): Item {
  return { kind: 'home', id: view.id, body: blocks(wireList(view.blocks), names) };
}

export function roleItem(role: IamRole, policies: TrustPolicies): Item {
  return {
    kind: 'role',
    arn: role.arn,
    name: role.name,
    account: role.arn.split(':')[4] ?? '',
    trustPolicy: indented(role.trustPolicy),
    isChanged: policies.isChanged(role),
    users: policies.usersOf(role),
  };
}
