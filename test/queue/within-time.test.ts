import { once } from 'node:events';
import { setTimeout as pause, setImmediate as tick } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withinTime } from '../../src/queue/within-time.ts';

describe('a time limit', () => {
  it('ends a wait, and says after how long', async () => {
    await expect(withinTime(10, () => new Promise(() => {}))).rejects.toThrow('no answer within 10 ms');
  });

  it('tells the task that nobody waits any longer', async () => {
    let signal: AbortSignal | null = null;
    const waiting = withinTime(10, async (given) => {
      signal = given;
      await pause(1_000, undefined, { signal: given });
    });
    await expect(waiting).rejects.toThrow();
    expect(signal).toMatchObject({ aborted: true });
  });

  it('lets an answer count that arrived in time while this process was busy', async () => {
    const echo = new Worker(
      `const { parentPort } = require('node:worker_threads');
       parentPort.on('message', (message) => parentPort.postMessage(message));`,
      { eval: true },
    );
    onTestFinished(async () => {
      await echo.terminate();
    });
    await once(echo, 'online');
    // From here on, timers come before what arrives.
    await tick();
    const answer = withinTime(50, async () => {
      const answered = once(echo, 'message');
      echo.postMessage('here');
      return answered;
    });
    block(300);
    await expect(answer).resolves.toEqual(['here']);
  });
});

/** Holds the event loop up, as many requests at once do. */
function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
