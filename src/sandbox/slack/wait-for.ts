import { setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 10;

/** Thrown where what was waited for did not come. */
export class WaitedInVain extends Error {
  override readonly name = 'WaitedInVain';
}

/**
 * Looks again and again until `look` finds something (anything but null, undefined and false) and returns it.
 *
 * @throws WaitedInVain after `timeoutMs` milliseconds, or when the signal aborts.
 */
export async function waitFor<T>(
  look: () => T | null | undefined | false,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<T> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const found = look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (signal.aborted) throw new WaitedInVain('The sandbox was closed while something was waited for');
    if (performance.now() >= until) throw new WaitedInVain(`Nothing came within ${timeoutMs} ms: ${look}`);
    await pause(lookEveryMs);
  }
}
