/**
 * Runs `task` with a signal that aborts as `signal` does, or as one of `AbortSignal.timeout(limitMs)` would. Whether the task heeds it is up to the
 * task.
 *
 * Neither `AbortSignal.timeout` nor `AbortSignal.any` is used: what `any` makes of a timeout is never let go by Node 24 once it has been put into
 * another `any`, which a service that runs for years cannot afford; and a timeout goes on until its time is up, whatever ended before.
 */
export async function inTime<T>(
  { signal, limitMs }: { readonly signal: AbortSignal; readonly limitMs: number },
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const onAbort = (): void => stop.abort(signal.reason);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => stop.abort(timedOut(limitMs)), limitMs);
  try {
    return await task(stop.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** The reason of a signal whose time is up, by the name that `AbortSignal.timeout` gives it. */
export function timedOut(limitMs: number): DOMException {
  return new DOMException(`there was no answer within ${limitMs} ms`, 'TimeoutError');
}
