import { idFromName } from './ids.ts';

export interface Person {
  readonly id: string;
  /** What stands after the @. */
  readonly name: string;
  readonly realName: string;
  readonly isBot: boolean;
}

export interface Channel {
  readonly id: string;
  /** Without the #; for a direct message the person's name. */
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly members: readonly string[];
  readonly isArchived: boolean;
}

export interface ChannelSeed {
  readonly name: string;
  readonly kind?: 'public' | 'private';
  /** Default true. */
  readonly hasBot?: boolean;
  readonly isArchived?: boolean;
}

export interface PersonSeed {
  readonly name: string;
  readonly realName: string;
}

export interface App {
  readonly teamId: string;
  readonly teamName: string;
  readonly teamDomain: string;
  /** The organisation that the app is installed for as a whole; null where it is installed in this workspace. */
  readonly enterpriseId: string | null;
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly botName: string;
}

/** Who and what there is in the workspace: people, the bot, and channels with their members. */
export class Directory {
  readonly #people = new Map<string, Person>();
  readonly #channels = new Map<string, Channel>();
  readonly #app: App;

  constructor(app: App, people: readonly PersonSeed[], channels: readonly ChannelSeed[]) {
    this.#app = app;
    this.#people.set(app.botUserId, {
      id: app.botUserId,
      name: app.botName,
      realName: app.botName,
      isBot: true,
    });
    for (const seed of people) {
      const person = {
        id: idFromName('U', seed.name),
        name: seed.name,
        realName: seed.realName,
        isBot: false,
      };
      if (this.#people.has(person.id)) throw new Error(`Two people would have the id ${person.id}`);
      this.#people.set(person.id, person);
    }
    const everybody = this.people().map(({ id }) => id);
    for (const seed of channels) {
      const members = (seed.hasBot ?? true) ? [...everybody, app.botUserId] : everybody;
      const kind = seed.kind ?? 'public';
      const id = idFromName('C', seed.name);
      if (this.#channels.has(id)) throw new Error(`Two channels would have the id ${id}`);
      this.#channels.set(id, { id, name: seed.name, kind, members, isArchived: seed.isArchived ?? false });
    }
    for (const person of this.people()) {
      const id = `D${person.id.slice(1)}`;
      const members = [person.id, app.botUserId];
      this.#channels.set(id, { id, name: person.name, kind: 'im', members, isArchived: false });
    }
  }

  /** The humans, in the order in which they were seeded. */
  people(): readonly Person[] {
    return [...this.#people.values()].filter((person) => !person.isBot);
  }

  channels(): readonly Channel[] {
    return [...this.#channels.values()];
  }

  /** By id, or by name with or without the @. */
  person(reference: string): Person | null {
    const name = reference.replace(/^@/, '');
    return this.#people.get(reference) ?? [...this.#people.values()].find((one) => one.name === name) ?? null;
  }

  /** By id, or by name with or without the #. A person's id finds the direct messages with that person, as in Slack. */
  channel(reference: string): Channel | null {
    const direct = this.#channels.get(reference) ?? this.#channels.get(`D${reference.slice(1)}`);
    if (direct && (direct.id === reference || this.#people.has(reference))) return direct;
    const name = reference.replace(/^#/, '');
    return this.channels().find((one) => one.kind !== 'im' && one.name === name) ?? null;
  }

  hasBot(channel: Channel): boolean {
    return channel.members.includes(this.#app.botUserId);
  }

  /** Puts the bot (or takes it) into a channel: what `/invite` and `conversations.join` do. */
  setBotMembership(channelId: string, isMember: boolean): void {
    const channel = this.#channels.get(channelId);
    if (!channel) throw new Error(`There is no channel ${channelId}`);
    const others = channel.members.filter((member) => member !== this.#app.botUserId);
    const members = isMember ? [...others, this.#app.botUserId] : others;
    this.#channels.set(channelId, { ...channel, members });
  }
}
