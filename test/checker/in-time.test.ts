import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { inTime } from '../../src/checker/in-time.ts';

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

describe('in time', () => {
  it('gives what the task gives, and leaves nothing behind', async () => {
    const { signal } = new AbortController();
    const watching = process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
    await expect(inTime({ signal, limitMs: 60_000 }, async (limited) => limited.aborted)).resolves.toBe(
      false,
    );
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length).toBe(watching);
  });

  it('aborts when the time is up, as a timeout of the platform does', async () => {
    const { signal } = new AbortController();
    await expect(inTime({ signal, limitMs: 20 }, aborted)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('aborts with the reason of the signal that it was given, also where that has aborted before', async () => {
    const stop = new AbortController();
    const running = inTime({ signal: stop.signal, limitMs: 60_000 }, aborted);
    stop.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    await expect(
      inTime({ signal: stop.signal, limitMs: 60_000 }, async (limited) => limited.throwIfAborted()),
    ).rejects.toThrow('enough');
  });
});
