import { randomBytes } from 'node:crypto';

/** Milliseconds since the epoch. */
export type Clock = () => number;

/** Makes every identifier that Slack would make: readable, in order, and never the same twice within a sandbox. */
export class Ids {
  readonly #clock: Clock;
  #count = 0;
  #lastMicros = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** An id such as `V0000000C7`: Slack's prefix letters and upper-case letters and digits. */
  next(prefix: string): string {
    this.#count += 1;
    return `${prefix}${this.#count.toString(36).toUpperCase().padStart(9, '0')}`;
  }

  /** A message's timestamp, `seconds.micros`: it is also the message's id in its channel, so two are never equal. */
  timestamp(): string {
    this.#lastMicros = Math.max(this.#clock() * 1000, this.#lastMicros + 1);
    const seconds = Math.floor(this.#lastMicros / 1_000_000);
    return `${seconds}.${String(this.#lastMicros % 1_000_000).padStart(6, '0')}`;
  }

  /** A key that nobody can guess, for addresses that are their own permission (response_url, upload_url, socket tickets). */
  secret(): string {
    return randomBytes(18).toString('base64url');
  }
}

/** An id from a name, as people read it in logs: `oncall` becomes `C0ONCALL0`. Same name, same id. */
export function idFromName(prefix: string, name: string): string {
  const letters = name.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return `${prefix}0${letters}`.padEnd(9, '0');
}
