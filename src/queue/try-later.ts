/**
 * Thrown by a processor when something it needs is out of reach for a while, as Slack is during an outage. The question is tried again and
 * again for as long as the queue has patience, without counting as a failure of the question itself.
 */
export class TryLater extends Error {
  override readonly name: string = 'TryLater';
  /** Milliseconds before which another try is in vain; null where nobody said. */
  readonly afterMs: number | null;

  constructor(
    message: string,
    { afterMs = null, cause }: { readonly afterMs?: number | null; readonly cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.afterMs = afterMs;
  }
}
