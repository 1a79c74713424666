import { randomBytes } from 'node:crypto';
import type { Clock } from './ids.ts';

/** Milliseconds between a person's gesture and the last moment at which a dialog may answer it. */
const lifetimeMs = 3000;

interface Trigger {
  readonly user: string;
  readonly issuedAt: number;
  readonly fromView: string | null;
  isExchanged: boolean;
}

export type Exchange =
  | { readonly ok: true; readonly user: string; readonly fromView: string | null }
  | {
      readonly ok: false;
      readonly error: 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';
    };

/** Trigger ids: the proof that a person did something just now, good for one dialog within three seconds. */
export class Triggers {
  readonly #clock: Clock;
  readonly #all = new Map<string, Trigger>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `fromView` is the dialog in which the gesture was made: only such a trigger may push another on top of it. */
  issue(user: string, fromView: string | null): string {
    const id = `${this.#all.size + 1}.${this.#clock()}.${randomBytes(16).toString('hex')}`;
    this.#all.set(id, { user, issuedAt: this.#clock(), fromView, isExchanged: false });
    return id;
  }

  exchange(id: string): Exchange {
    const trigger = this.#all.get(id);
    if (!trigger) return { ok: false, error: 'invalid_trigger_id' };
    if (trigger.isExchanged) return { ok: false, error: 'exchanged_trigger_id' };
    if (this.#clock() - trigger.issuedAt > lifetimeMs) return { ok: false, error: 'expired_trigger_id' };
    trigger.isExchanged = true;
    return { ok: true, user: trigger.user, fromView: trigger.fromView };
  }
}
