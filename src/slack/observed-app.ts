import { App, type AppOptions, type ReceiverEvent } from '@slack/bolt';
import type { SlackObserver } from './slack-observer.ts';
import type { Strangers } from './strangers.ts';

/** Bolt's app. The observer hears how long it took to acknowledge each delivery, and strangers who wrote a command are told with it. */
export class ObservedApp extends App {
  readonly #observer: SlackObserver | undefined;
  readonly #transport: 'http' | 'socket';
  readonly #strangers: Strangers;

  constructor(
    options: AppOptions,
    transport: 'http' | 'socket',
    strangers: Strangers,
    observer: SlackObserver | undefined,
  ) {
    super(options);
    this.#observer = observer;
    this.#transport = transport;
    this.#strangers = strangers;
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    const startedAt = performance.now();
    const acknowledged = () => this.#observer?.acknowledged(this.#transport, performance.now() - startedAt);
    let isAcknowledged = false;
    await super.processEvent({
      ...event,
      ack: async (response) => {
        await event.ack(response ?? this.#strangers.acknowledgement(event.body));
        isAcknowledged = true;
      },
    });
    // Both receivers hold an event's answer back until its listener is done; the others end with theirs.
    if (isAcknowledged) acknowledged();
  }
}
