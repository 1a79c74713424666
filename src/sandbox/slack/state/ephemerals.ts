import type { Ids } from './ids.ts';
import type { Content } from './messages.ts';

/** A message that one person sees. Slack keeps none: it cannot be listed or updated by a method, only through its response_url. */
export interface Ephemeral extends Content {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly thread_ts?: string;
}

/** What each person sees beside the messages of the channel. */
export class Ephemerals {
  readonly #ids: Ids;
  readonly #all = new Map<string, Ephemeral>();

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  show(draft: Omit<Ephemeral, 'ts'>): Ephemeral {
    const shown: Ephemeral = { ts: this.#ids.timestamp(), ...draft };
    this.#all.set(shown.ts, shown);
    return shown;
  }

  /** Replaces what it says; false where it is gone. */
  replace(ts: string, content: Content): boolean {
    const previous = this.#all.get(ts);
    if (!previous) return false;
    const { channel, user, thread_ts } = previous;
    this.#all.set(ts, { ts, channel, user, ...(thread_ts === undefined ? {} : { thread_ts }), ...content });
    return true;
  }

  remove(ts: string): boolean {
    return this.#all.delete(ts);
  }

  of(user: string): readonly Ephemeral[] {
    return [...this.#all.values()].filter((one) => one.user === user);
  }

  find(ts: string): Ephemeral | null {
    return this.#all.get(ts) ?? null;
  }
}
