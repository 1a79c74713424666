import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Redis } from 'ioredis';
import type { Haystack } from './canaries.ts';

/** Everything in a Redis: each key with what stands under it. */
export async function inRedis(url: string): Promise<Haystack> {
  const redis = new Redis(url);
  try {
    const parts: unknown[] = [];
    for await (const keys of redis.scanStream({ count: 500 })) {
      for (const key of keys as readonly string[]) parts.push(key, await readKey(redis, key));
    }
    return { name: 'Redis', bytes: Buffer.from(JSON.stringify(parts)) };
  } finally {
    redis.disconnect();
  }
}

async function readKey(redis: Redis, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hgetall(key);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, '0', '-1');
    default:
      return redis.xrange(key, '-', '+');
  }
}

/** Every file of the embedded queue as it is, and every row of every table, since a database keeps long values compressed. Nobody may have it open. */
export async function inDirectory(directory: string): Promise<readonly Haystack[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const contents = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name))));
  const database = await PGlite.create(join(directory, 'queue'));
  try {
    const { rows: tables } = await database.query<{ name: string }>(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const rows: unknown[] = [];
    for (const { name } of tables)
      rows.push(...(await database.query(`select t::text as row from ${name} t`)).rows);
    return [
      { name: 'files of the queue', bytes: Buffer.concat(contents) },
      { name: 'rows of the queue', bytes: Buffer.from(JSON.stringify(rows)) },
    ];
  } finally {
    await database.close();
  }
}
