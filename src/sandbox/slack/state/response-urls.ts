import type { Clock, Ids } from './ids.ts';

const lifetimeMs = 30 * 60 * 1000;
const maxUses = 5;

/** What an answer through the address replaces or deletes. */
export type Original = {
  readonly kind: 'message' | 'ephemeral';
  readonly channel: string;
  readonly ts: string;
};

export interface ResponsePlace {
  readonly channel: string;
  readonly user: string;
  readonly original: Original | null;
}

interface Issued {
  place: ResponsePlace;
  readonly issuedAt: number;
  uses: number;
}

export type ResponseUse =
  | { readonly ok: true; readonly place: ResponsePlace }
  | { readonly ok: false; readonly error: 'invalid_url' | 'used_url' | 'expired_url' };

/** Response addresses: an answer to one gesture, five times within thirty minutes, even where the bot is no member. */
export class ResponseUrls {
  readonly #ids: Ids;
  readonly #clock: Clock;
  readonly #all = new Map<string, Issued>();

  constructor(ids: Ids, clock: Clock) {
    this.#ids = ids;
    this.#clock = clock;
  }

  /** A new key; the server puts its own address before it. */
  issue(place: ResponsePlace): string {
    const key = this.#ids.secret();
    this.#all.set(key, { place, issuedAt: this.#clock(), uses: 0 });
    return key;
  }

  knows(key: string): boolean {
    return this.#all.has(key);
  }

  use(key: string): ResponseUse {
    const issued = this.#all.get(key);
    if (!issued) return { ok: false, error: 'invalid_url' };
    if (this.#clock() - issued.issuedAt > lifetimeMs) return { ok: false, error: 'expired_url' };
    if (issued.uses >= maxUses) return { ok: false, error: 'used_url' };
    issued.uses += 1;
    return { ok: true, place: issued.place };
  }

  /** Remembers what an answer showed, so that the next may replace it. */
  setOriginal(key: string, original: Original): void {
    const issued = this.#all.get(key);
    if (issued) issued.place = { ...issued.place, original };
  }
}
