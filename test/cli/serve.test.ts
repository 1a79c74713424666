import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './place.ts';
import { startProgram } from './run-program.ts';

/** Nobody listens there: the discard service's port. */
const NO_REDIS = 'redis://127.0.0.1:9';

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place?.close());

describe('a service', () => {
  it('waits for a Redis that is not there yet, logs to standard error alone, and ends with 0 when it is told to stop', async () => {
    const child = startProgram(['worker'], {
      cwd: place.directory,
      env: { SLACK_BOT_TOKEN: 'xoxb-1', REDIS_URL: NO_REDIS, ADMIN_PORT: '0' },
    });
    try {
      const { stdout, stderr } = child;
      if (stdout === null || stderr === null) throw new Error('start it with pipes');
      let printed = '';
      stdout.on('data', (chunk) => {
        printed += String(chunk);
      });
      const events: unknown[] = [];
      const exited = once(child, 'exit');
      for await (const line of createInterface({ input: stderr })) {
        const { event } = JSON.parse(line);
        events.push(event);
        if (event === 'started') child.kill('SIGTERM');
      }
      await exited;
      expect(events).toEqual(expect.arrayContaining(['started', 'redis-lost', 'stopping', 'stopped']));
      expect(child).toMatchObject({ exitCode: 0, signalCode: null });
      expect(printed).toBe('');
    } finally {
      child.kill('SIGKILL');
    }
  });
});
