import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRedis, findRedisServer } from '../../src/queue/find-redis.ts';
import { startLocalRedis } from '../../src/queue/local-redis.ts';
import { checkRedis } from '../../src/queue/redis-check.ts';
import { describeWithRedisServer } from '../redis.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'irsa-path-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('finding a Redis', () => {
  it('takes the one that REDIS_URL names, unseen', async () => {
    const found = await findRedis({ REDIS_URL: 'redis://elsewhere:6379', PATH: '' });
    expect(found?.url).toBe('redis://elsewhere:6379');
    await found?.close();
  });

  it('finds none without REDIS_URL and without a program', async () => {
    expect(await findRedis({ PATH: folder })).toBeNull();
    expect(await findRedis({})).toBeNull();
  });

  it('passes over a file that cannot be run', () => {
    const program = join(folder, 'redis-server');
    writeFileSync(program, '', { mode: 0o644 });
    expect(findRedisServer(folder)).toBeNull();
    writeFileSync(join(dirname(program), 'other'), '');
    rmSync(program);
    writeFileSync(program, '', { mode: 0o755 });
    expect(findRedisServer(['/nowhere', '', folder].join(delimiter))).toBe(program);
  });

  it('says so when the program does not start', async () => {
    const program = join(folder, 'redis-server');
    writeFileSync(program, '#!/bin/sh\nexit 3\n', { mode: 0o755 });
    await expect(startLocalRedis(program)).rejects.toMatchObject({
      message: expect.stringContaining('did not start on port'),
      cause: { message: 'exited with status 3' },
    });
  });
});

describeWithRedisServer('a Redis that was started for this', (program) => {
  it('serves until it is closed, which may be done twice', async () => {
    const found = await findRedis({ PATH: dirname(program) });
    const url = found?.url ?? '';
    expect(await checkRedis(url)).toMatchObject({ kind: 'good' });
    await found?.close();
    await found?.close();
    expect(await checkRedis(url)).toMatchObject({ kind: 'unreachable' });
  });
});
