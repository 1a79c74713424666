import { describe, expect, it } from 'vitest';
import { createSharedReads } from '../../src/sources/shared-reads.ts';

const never = new AbortController().signal;

/** A read that ends when the test says so, or when its signal aborts. */
function controlled() {
  const { promise, resolve } = Promise.withResolvers<string>();
  let calls = 0;
  let signal: AbortSignal = never;
  const load = (given: AbortSignal): Promise<string> => {
    calls += 1;
    signal = given;
    const { promise: aborted, reject } = Promise.withResolvers<string>();
    given.addEventListener('abort', () => reject(given.reason));
    return Promise.race([promise, aborted]);
  };
  return { load, resolve, calls: () => calls, isAborted: () => signal.aborted };
}

describe('reads that are shared', () => {
  it('lets one who gives up go without taking the others along', async () => {
    const reads = createSharedReads<string>({ limitMs: 5_000, keepMs: () => 0 });
    const slow = controlled();
    const impatient = new AbortController();
    const first = reads.read('key', impatient.signal, slow.load);
    const second = reads.read('key', never, slow.load);
    impatient.abort();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    expect(slow.isAborted()).toBe(false);
    slow.resolve('value');
    expect(await second).toBe('value');
    expect(slow.calls()).toBe(1);
  });

  it('stops the read when nobody waits any longer, and begins anew for the next', async () => {
    const reads = createSharedReads<string>({ limitMs: 5_000, keepMs: () => 0 });
    const slow = controlled();
    const impatient = new AbortController();
    const only = reads.read('key', impatient.signal, slow.load);
    impatient.abort();
    await expect(only).rejects.toThrow();
    expect(slow.isAborted()).toBe(true);
    expect(await reads.read('key', never, async () => 'new')).toBe('new');
  });

  it('bounds the read in time', async () => {
    const reads = createSharedReads<string>({ limitMs: 30, keepMs: () => 0 });
    await expect(reads.read('key', never, controlled().load)).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('keeps a value as long as it may, by key', async () => {
    let now = 0;
    const reads = createSharedReads<string>({ limitMs: 1_000, keepMs: () => 10, now: () => now });
    expect(await reads.read('a', never, async () => 'first')).toBe('first');
    expect(await reads.read('b', never, async () => 'other')).toBe('other');
    now = 9;
    expect(await reads.read('a', never, async () => 'second')).toBe('first');
    now = 10;
    expect(await reads.read('a', never, async () => 'second')).toBe('second');
  });

  it('does not keep a failure', async () => {
    const reads = createSharedReads<string>({ limitMs: 1_000, keepMs: () => 10_000 });
    await expect(reads.read('a', never, async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await reads.read('a', never, async () => 'yes')).toBe('yes');
  });
});
