import { Redis } from 'ioredis';
import { withinTime } from './within-time.ts';

/** What a Redis is like as a queue. `evicts` names the policy by which it throws keys away, and with them questions, when memory runs short. */
export type RedisCheck =
  | { readonly kind: 'good'; readonly version: string | null }
  | { readonly kind: 'evicts'; readonly version: string | null; readonly policy: string }
  | { readonly kind: 'unreachable'; readonly reason: string };

/**
 * Reads a Redis server's version and eviction policy out of the text of `INFO`, which managed services serve where they refuse
 * `CONFIG GET`. A policy that is not told is taken for a good one.
 */
export function judgeRedis(info: string): RedisCheck {
  const version = field(info, 'redis_version');
  const policy = field(info, 'maxmemory_policy');
  return policy === null || policy === 'noeviction'
    ? { kind: 'good', version }
    : { kind: 'evicts', version, policy };
}

/** Asks the Redis at `url` over a connection of its own, within `timeLimitMs` milliseconds. */
export async function checkRedis(url: string, timeLimitMs = 2_000): Promise<RedisCheck> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: timeLimitMs });
  let lastError: Error | undefined;
  redis.on('error', (error: Error) => {
    lastError = error;
  });
  try {
    return await withinTime(timeLimitMs, async () => {
      await redis.connect();
      return judgeRedis(await redis.info());
    });
  } catch (error) {
    return { kind: 'unreachable', reason: (lastError ?? (error as Error)).message };
  } finally {
    redis.disconnect();
  }
}

function field(info: string, name: string): string | null {
  return new RegExp(`^${name}:(.+?)\\r?$`, 'm').exec(info)?.[1] ?? null;
}
