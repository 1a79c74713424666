import type { Call, Piece } from './vocabulary/evidence.ts';

/** One read through a port, as it is accounted for. `api` is the source that the port's pieces carry. */
export interface Read<T> {
  readonly api: string;
  readonly subject: string;
  readonly ask: (signal: AbortSignal) => Promise<Piece<T>>;
}

export interface ReadOptions {
  /** Milliseconds from any fixed point, never going back. */
  readonly now: () => number;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/**
 * Reads one piece within the limit and notes the call. Never throws and never waits longer: a port that ignores its signal is abandoned, and
 * a defect of a port is an unreadable piece, so that the rest of the diagnosis goes on.
 */
export async function readWithin<T>(read: Read<T>, options: ReadOptions, calls: Call[]): Promise<Piece<T>> {
  const startedAt = options.now();
  const unreadable = (reason: string): Piece<T> => ({
    state: 'unreadable',
    source: read.api,
    subject: read.subject,
    reason,
    permission: null,
    cause: 'failed',
  });
  if (options.signal.aborted) return unreadable('the check was stopped');
  // One controller and no AbortSignal.any: what that makes is only let go by a full collection, and an audit makes tens of thousands of reads.
  const stop = new AbortController();
  const { promise: abandoned, resolve: abandon } = Promise.withResolvers<Piece<T>>();
  const abort = (reason: string): void => {
    abandon(unreadable(reason));
    stop.abort();
  };
  const timer = setTimeout(
    () => abort(`there was no answer within ${durationText(options.limitMs)}`),
    options.limitMs,
  );
  const onAbort = (): void => abort('the check was stopped');
  options.signal.addEventListener('abort', onAbort, { once: true });
  const note = (outcome: Call['outcome']): void => {
    calls.push({ api: read.api, ms: options.now() - startedAt, outcome });
  };
  try {
    const piece = await Promise.race([read.ask(stop.signal), abandoned]);
    note(outcomeOf(piece));
    return piece;
  } catch (error) {
    note('failed');
    return unreadable(error instanceof Error ? error.message : 'the read failed');
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener('abort', onAbort);
  }
}

function outcomeOf(piece: Piece<unknown>): Call['outcome'] {
  switch (piece.state) {
    case 'known':
      return 'ok';
    case 'absent':
      return 'absent';
    case 'unreadable':
      return piece.cause;
    case 'unasked':
      return 'failed';
  }
}

function durationText(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  const seconds = Math.round(ms / 100) / 10;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
