import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startChild } from './child-process.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'irsa-doctor-test-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const start = (program: string) =>
  startChild(['-e', program], {
    logFile: join(directory, 'child.log'),
    isStarted: ({ event }) => event === 'started',
  });

describe('a process that is measured', () => {
  it('is there once it says so among whatever else it says, and ends when it is stopped', async () => {
    const child = await start(
      `console.log('no JSON'); console.log('{"event":"other"}'); console.error(JSON.stringify({ event: 'started', pid: process.pid }));
       setInterval(() => {}, 1000)`,
    );
    const pid = Number(child.started.pid);
    expect(process.kill(pid, 0)).toBe(true);
    await child.stop();
    await child.stop();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('tells what it said where it ends instead of starting', async () => {
    await expect(start(`console.error('no such setting'); process.exit(2)`)).rejects.toThrow(
      'no such setting',
    );
  });
});
