import { App, type AppOptions, type ReceiverEvent } from '@slack/bolt';
import type { SlackObserver } from './slack-observer.ts';

/** Bolt's app, and the observer hears how long it took to acknowledge each delivery. */
export class ObservedApp extends App {
  readonly #observer: SlackObserver | undefined;
  readonly #transport: 'http' | 'socket';

  constructor(options: AppOptions, transport: 'http' | 'socket', observer: SlackObserver | undefined) {
    super(options);
    this.#observer = observer;
    this.#transport = transport;
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    const startedAt = performance.now();
    const acknowledged = () => this.#observer?.acknowledged(this.#transport, performance.now() - startedAt);
    let isAcknowledged = false;
    await super.processEvent({
      ...event,
      ack: async (response) => {
        await event.ack(response);
        isAcknowledged = true;
      },
    });
    // Both receivers hold an event's answer back until its listener is done; the others end with theirs.
    if (isAcknowledged) acknowledged();
  }
}
