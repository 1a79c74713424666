import type { TestProject } from 'vitest/node';
import { findRedis, findRedisServer } from '../src/queue/find-redis.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Redis for all suites, or null where there is none. */
    redisUrl: string | null;
    /** A `redis-server` for suites that start and stop their own, or null where there is none. */
    redisServer: string | null;
  }
}

/** Finds a Redis for the whole run and stops it afterwards, or says once how to get one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const redis = await findRedis(process.env);
  project.provide('redisUrl', redis?.url ?? null);
  project.provide('redisServer', findRedisServer(process.env.PATH ?? ''));
  if (redis === null) {
    process.stderr.write(
      'Redis suites skipped: no REDIS_URL and no redis-server on the PATH; apt-get install redis-server, or set REDIS_URL\n',
    );
  }
  return async () => redis?.close();
}
