import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { startLocalRedis } from './local-redis.ts';

/** A Redis to use for a while. Closing it stops the server, if it was started for this; it may be done twice. */
export interface FoundRedis {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Finds a Redis: the one that `REDIS_URL` names, or else a `redis-server` on the `PATH`, which is started on a free port and keeps
 * nothing. Null where there is neither.
 */
export async function findRedis(env: {
  readonly REDIS_URL?: string | undefined;
  readonly PATH?: string | undefined;
}): Promise<FoundRedis | null> {
  if (env.REDIS_URL) return { url: env.REDIS_URL, close: async () => undefined };
  const program = findRedisServer(env.PATH ?? '');
  return program === null ? null : startLocalRedis(program);
}

/** The first `redis-server` on a search path, or null. */
export function findRedisServer(searchPath: string): string | null {
  const places = searchPath.split(delimiter).filter((folder) => folder !== '');
  return places.map((folder) => join(folder, 'redis-server')).find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
