import { Redis } from 'ioredis';
import { withinTime } from './within-time.ts';

/** What a Redis tells of itself, as far as a queue depends on it; null where it does not tell. */
export interface RedisFacts {
  readonly version: string | null;
  /** `noeviction`, or the policy by which it throws keys away when memory runs short. */
  readonly evictionPolicy: string | null;
  /** Whether it writes every change to disk (AOF), so that a restart loses a second at most. */
  readonly isAppendOnly: boolean | null;
  /** A replica takes no writes. */
  readonly isReplica: boolean;
}

export type RedisReport =
  | { readonly state: 'ok'; readonly facts: RedisFacts }
  /** `denied`: it answered, and refused the user or the command. */
  | { readonly state: 'denied' | 'failed'; readonly reason: string };

/** Out of the text of `INFO`, which managed services serve where they refuse `CONFIG GET`. */
export function redisFacts(info: string): RedisFacts {
  const field = (name: string): string | null =>
    new RegExp(`^${name}:(.+?)\\r?$`, 'm').exec(info)?.[1] ?? null;
  const appendOnly = field('aof_enabled');
  return {
    version: field('redis_version'),
    evictionPolicy: field('maxmemory_policy'),
    isAppendOnly: appendOnly === null ? null : appendOnly === '1',
    isReplica: field('role') === 'slave',
  };
}

/** Asks the Redis at `url` over a connection of its own, within `limitMs` milliseconds. Never rejects. */
export async function askRedis(url: string, limitMs: number): Promise<RedisReport> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: limitMs });
  let lastError: Error | undefined;
  redis.on('error', (error: Error) => {
    lastError = error;
  });
  try {
    const info = await withinTime(limitMs, async () => {
      await redis.connect();
      return await redis.info();
    });
    return { state: 'ok', facts: redisFacts(info) };
  } catch (error) {
    const reasons = [lastError?.message ?? '', error instanceof Error ? error.message : String(error)];
    const refusal = reasons.find((reason) =>
      /\b(NOAUTH|WRONGPASS|NOPERM|ERR invalid password)\b/.test(reason),
    );
    if (refusal !== undefined) return { state: 'denied', reason: refusal };
    return { state: 'failed', reason: reasons.find((reason) => reason !== '') ?? 'it does not answer' };
  } finally {
    redis.disconnect();
  }
}
