import type { Ids } from './ids.ts';
import type { StoredBlock, Wire } from './wire.ts';

/** What a message says, whoever says it. */
export interface Content {
  readonly text: string;
  readonly blocks?: readonly StoredBlock[];
  readonly attachments?: readonly Wire[];
  readonly metadata?: Wire;
  readonly files?: readonly Wire[];
}

/** A message as it stands in its channel, in Slack's own field names. */
export interface ChannelMessage extends Content {
  readonly type: 'message';
  readonly channel: string;
  readonly ts: string;
  /** The parent's ts, in replies only. */
  readonly thread_ts?: string;
  readonly subtype?: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly app_id?: string;
  readonly edited?: { readonly user: string; readonly ts: string };
  readonly reactions?: readonly { readonly name: string; readonly users: readonly string[] }[];
}

export type MessageDraft = Omit<ChannelMessage, 'type' | 'ts' | 'edited' | 'reactions'>;

export type MessageChange =
  | { readonly kind: 'posted'; readonly message: ChannelMessage }
  | { readonly kind: 'changed'; readonly message: ChannelMessage; readonly previous: ChannelMessage }
  | { readonly kind: 'deleted'; readonly previous: ChannelMessage };

/** Every message of every channel. A message never changes: an update puts another in its place. */
export class Messages {
  readonly #ids: Ids;
  readonly #channels = new Map<string, Map<string, ChannelMessage>>();
  readonly #listeners = new Set<(change: MessageChange) => void>();

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  /** Calls the listener after every change, until the returned function is called. */
  onChange(listener: (change: MessageChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  post(draft: MessageDraft): ChannelMessage {
    const message: ChannelMessage = { type: 'message', ts: this.#ids.timestamp(), ...draft };
    this.#of(message.channel).set(message.ts, message);
    this.#tell({ kind: 'posted', message });
    return message;
  }

  /** Puts the new version in the old one's place. */
  replace(previous: ChannelMessage, message: ChannelMessage): void {
    this.#of(message.channel).set(message.ts, message);
    this.#tell({ kind: 'changed', message, previous });
  }

  /** Puts a version with other reactions in its place; Slack does not call that a change of the message. */
  react(message: ChannelMessage): void {
    this.#of(message.channel).set(message.ts, message);
  }

  remove(previous: ChannelMessage): void {
    this.#of(previous.channel).delete(previous.ts);
    this.#tell({ kind: 'deleted', previous });
  }

  find(channel: string, ts: string): ChannelMessage | null {
    return this.#of(channel).get(ts) ?? null;
  }

  /** The parent, where it still exists, and its replies, oldest first. */
  thread(channel: string, parentTs: string): readonly ChannelMessage[] {
    return this.inChannel(channel).filter((one) => one.ts === parentTs || one.thread_ts === parentTs);
  }

  /** Everything in the channel, replies too, oldest first. */
  inChannel(channel: string): readonly ChannelMessage[] {
    return [...this.#of(channel).values()];
  }

  /** The message as an API answer shows it: a parent with replies carries their count, metadata only where asked for. */
  asWire(message: ChannelMessage, { withMetadata }: { readonly withMetadata: boolean }): Wire {
    const { channel, metadata, ...shown } = message;
    const replies = this.thread(channel, message.ts).filter((one) => one.ts !== message.ts);
    const latest = replies.at(-1);
    return {
      ...shown,
      ...(withMetadata && metadata ? { metadata } : {}),
      ...(latest ? { thread_ts: message.ts, reply_count: replies.length, latest_reply: latest.ts } : {}),
    };
  }

  #of(channel: string): Map<string, ChannelMessage> {
    const found = this.#channels.get(channel) ?? new Map<string, ChannelMessage>();
    this.#channels.set(channel, found);
    return found;
  }

  #tell(change: MessageChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
