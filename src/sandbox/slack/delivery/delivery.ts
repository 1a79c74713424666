import type { Wire } from '../state/wire.ts';

/** Milliseconds that Slack waits for an app to acknowledge. */
export const acknowledgeWithinMs = 3000;

/** Something that happened and that the app is to hear of. A slash command's fields are all text. */
export type Parcel =
  | { readonly kind: 'events_api'; readonly payload: Wire }
  | { readonly kind: 'slash_commands'; readonly payload: Readonly<Record<string, string>> }
  | { readonly kind: 'interactive'; readonly payload: Wire };

/** What a redelivery says of itself: its number (1 to 3), and why there is one. */
export interface Retry {
  readonly number: number;
  readonly reason: string;
}

/** What came of one delivery. `body` is what the app answered: text, an object, or null for nothing. */
export type Receipt =
  | { readonly outcome: 'acknowledged'; readonly body: unknown }
  | { readonly outcome: 'timed-out' }
  | {
      readonly outcome: 'failed';
      readonly reason: 'http_error' | 'connection_failed';
      /** HTTP status; null where there was no answer. */
      readonly status: number | null;
      /** The app asked not to be told again. */
      readonly noRetry: boolean;
    };

/** One way to the app: signed HTTP requests, or its socket. */
export interface Delivery {
  deliver(parcel: Parcel, retry: Retry | null): Promise<Receipt>;
  /** May be called twice. */
  close(): Promise<void>;
}
