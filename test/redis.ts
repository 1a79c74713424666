import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { describe, inject } from 'vitest';

/**
 * A suite that needs a Redis: runs with the one that was found for this run, and is skipped where there is none.
 *
 * @param suite is given the address, which is only good inside tests and hooks when the suite is skipped
 */
export function describeWithRedis(name: string, suite: (url: string) => void): void {
  const url = inject('redisUrl');
  describe.skipIf(url === null)(name, () => suite(url ?? ''));
}

/** A suite that starts and stops a Redis of its own: is given the path of a `redis-server`. */
export function describeWithRedisServer(name: string, suite: (program: string) => void): void {
  const program = inject('redisServer');
  describe.skipIf(program === null)(name, () => suite(program ?? ''));
}

/** A key prefix that no other test file has, for suites run side by side on one Redis. */
export function uniquePrefix(): string {
  return `{test-${randomUUID()}}`;
}

/** Removes what a suite has left under its prefix, in a Redis that may be somebody's own. */
export async function dropPrefix(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  try {
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 500 })) {
      if (keys.length > 0) await redis.del(keys);
    }
  } finally {
    redis.disconnect();
  }
}
