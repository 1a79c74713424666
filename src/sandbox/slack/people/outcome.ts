import type { Receipt } from '../delivery/delivery.ts';

/** How Slack names to a person that the app did not take a gesture. */
export type NotTaken = 'operation_timeout' | 'dispatch_failed';

/** What a person sees of a gesture whose answer is nothing but that it was taken. */
export type GestureOutcome = { readonly ok: true } | { readonly ok: false; readonly error: NotTaken };

/** Null where the app took it. */
export function notTaken(receipt: Receipt): NotTaken | null {
  if (receipt.outcome === 'acknowledged') return null;
  return receipt.outcome === 'timed-out' ? 'operation_timeout' : 'dispatch_failed';
}

export function gestureOutcome(receipt: Receipt): GestureOutcome {
  const error = notTaken(receipt);
  return error === null ? { ok: true } : { ok: false, error };
}
