import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../state/ids.ts';
import { textOrNull, type Wire } from '../state/wire.ts';
import type { Delivery, Parcel, Receipt, Retry } from './delivery.ts';

/** One attempt to tell the app something, for the log. */
export interface Delivered {
  readonly kind: Parcel['kind'];
  /** Slack's `event_id`; null for commands and interactions. */
  readonly eventId: string | null;
  readonly payload: Wire;
  /** 0 for the first attempt, 1 to 3 for redeliveries. */
  readonly retry: number;
  readonly at: number;
  readonly receipt: Receipt;
}

/** Sends everything to the app: commands and interactions once, events again where they were not acknowledged. */
export class Outbox {
  readonly #delivery: Delivery;
  readonly #retryDelays: readonly number[];
  readonly #clock: Clock;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  readonly #log: Delivered[] = [];

  /** `retryDelays`: milliseconds before each redelivery of an event. */
  constructor(options: { delivery: Delivery; retryDelays: readonly number[]; clock: Clock }) {
    this.#delivery = options.delivery;
    this.#retryDelays = options.retryDelays;
    this.#clock = options.clock;
  }

  /** Every attempt so far, in the order in which they ended. */
  get deliveries(): readonly Delivered[] {
    return this.#log;
  }

  /** Delivers a command or an interaction: somebody waits for the answer, so there is no second try. */
  ask(parcel: Parcel): Promise<Receipt> {
    return this.#track(this.#attempt(parcel, null));
  }

  /** Delivers an event in the background, with redeliveries. */
  announce(payload: Wire): void {
    void this.#track(this.#persist({ kind: 'events_api', payload }));
  }

  /** Delivers an event that was delivered before once more, unasked: Slack does that too. False where the event is not known. */
  async redeliver(eventId: string, reason = 'http_timeout'): Promise<boolean> {
    const earlier = this.#log.find((one) => one.eventId === eventId);
    if (!earlier) return false;
    await this.#track(this.#attempt({ kind: 'events_api', payload: earlier.payload }, { number: 1, reason }));
    return true;
  }

  /** Resolves when nothing is being delivered or waits to be redelivered. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#delivery.close();
    await this.settled();
  }

  async #persist(parcel: Parcel): Promise<void> {
    let receipt = await this.#attempt(parcel, null);
    for (const [index, delay] of this.#retryDelays.entries()) {
      if (receipt.outcome === 'acknowledged' || (receipt.outcome === 'failed' && receipt.noRetry)) return;
      const reason = receipt.outcome === 'timed-out' ? 'http_timeout' : receipt.reason;
      const isOpen = await this.#wait(delay);
      if (!isOpen) return;
      receipt = await this.#attempt(parcel, { number: index + 1, reason });
    }
  }

  async #attempt(parcel: Parcel, retry: Retry | null): Promise<Receipt> {
    const receipt = await this.#delivery.deliver(parcel, retry);
    const { kind, payload } = parcel;
    const eventId = kind === 'events_api' ? textOrNull(payload.event_id) : null;
    this.#log.push({ kind, eventId, payload, retry: retry?.number ?? 0, at: this.#clock(), receipt });
    return receipt;
  }

  /** False where the sandbox was closed meanwhile. */
  async #wait(ms: number): Promise<boolean> {
    return pause(ms, true, { signal: this.#closing.signal }).catch(() => false);
  }

  async #track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    return work.finally(() => this.#running.delete(work));
  }
}
