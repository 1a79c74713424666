/**
 * Runs `task` with a signal that aborts after `milliseconds`, and does not wait for it any longer than that.
 *
 * @throws what `task` throws, or an error that says that the time was up
 */
export async function withinTime<T>(
  milliseconds: number,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const giveUp = () => controller.abort(new Error(`no answer within ${milliseconds} ms`));
  let last: NodeJS.Immediate | undefined;
  // After a stretch of work timers come before what has arrived meanwhile, and an answer that is there is none that is late.
  const timer = setTimeout(() => {
    last = setImmediate(giveUp);
  }, milliseconds);
  try {
    return await untilAborted(task(controller.signal), controller.signal);
  } finally {
    clearTimeout(timer);
    clearImmediate(last);
  }
}

/** Waits for `promise`, but rejects with the signal's reason as soon as `signal` aborts. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Whether `promise` settles, either way, within `milliseconds`. */
export async function settlesWithin(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const settled = promise.then(
    () => true,
    () => true,
  );
  return withinTime(milliseconds, () => settled).catch(() => false);
}
