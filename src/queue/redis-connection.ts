import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import { untilAborted } from './within-time.ts';

type Manners = Pick<RedisOptions, 'retryStrategy' | 'enableOfflineQueue' | 'maxRetriesPerRequest'>;

/** At most two seconds between two tries, so that an outage is over for us soon after it is over. */
const retryStrategy = (tries: number) => Math.min(100 * 2 ** tries, 2_000);

/** For the side that asks: a command that cannot be sent at once fails at once. */
export const failFast: Manners = { retryStrategy, enableOfflineQueue: false, maxRetriesPerRequest: 1 };

/** For the side that answers: commands wait until Redis is there, as long as it takes. */
export const waitForever: Manners = { retryStrategy, maxRetriesPerRequest: null };

/**
 * Opens a connection in the background and keeps it open until `disconnect()`; returns at once. Each outage is logged once, at its
 * beginning and at its end.
 */
export function openRedis(url: string, manners: Manners, log: Logger): Redis {
  const redis = new Redis(url, { connectTimeout: 5_000, ...manners });
  let isLost = false;
  redis.on('error', (err: Error) => {
    if (!isLost) log.warn({ event: 'redis-lost', err });
    isLost = true;
  });
  redis.on('ready', () => {
    if (isLost) log.info({ event: 'redis-back' });
    isLost = false;
  });
  return redis;
}

/** Gives a wait for `redis` to take commands, which ends with the signal's reason when that aborts before. However many wait, one listens. */
export function readiness(redis: Redis): (signal: AbortSignal) => Promise<void> {
  let arrival: Promise<void> | null = null;
  return async (signal) => {
    if (redis.status === 'ready') return;
    arrival ??= new Promise((resolve) => {
      redis.once('ready', () => {
        arrival = null;
        resolve();
      });
    });
    await untilAborted(arrival, signal);
  };
}
