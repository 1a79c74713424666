import { PGlite, types } from '@electric-sql/pglite';
import { DEFAULT_SCHEMA, runMigrations } from 'bullmq';
import { PglitePool } from './pglite-pool.ts';

export interface EmbeddedDatabase {
  readonly pool: PglitePool;
  /** May be called twice. */
  close(): Promise<void>;
}

/**
 * Opens a PostgreSQL inside this process, with BullMQ's tables in it.
 *
 * @param directory where its files are; null keeps everything in memory
 */
export async function openEmbeddedDatabase(directory: string | null): Promise<EmbeddedDatabase> {
  const database = await PGlite.create({
    ...(directory === null ? {} : { dataDir: directory }),
    // node-postgres, which BullMQ is written for, gives 64-bit integers as text.
    parsers: { [types.INT8]: (value: string) => value },
    // An eighth of the default: the queue is small, the container may be too.
    startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
  });
  try {
    const pool = new PglitePool(database);
    await prepare(pool);
    let closed: Promise<void> | undefined;
    return {
      pool,
      close: () => {
        closed ??= pool.end().then(() => database.close());
        return closed;
      },
    };
  } catch (error) {
    await database.close().catch(() => undefined);
    throw error;
  }
}

async function prepare(pool: PglitePool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, DEFAULT_SCHEMA);
    await client.query(`SET search_path TO "${DEFAULT_SCHEMA}", public`);
    await reclaimActiveJobs(client);
  } finally {
    client.release();
  }
}

/**
 * What is active when the database opens belongs to a process that is dead, for nobody else has the directory. Makes BullMQ's next look for
 * stalled jobs, which each worker takes when it starts, find these at once instead of a minute later. The columns are those of BullMQ 6's
 * schema.
 */
async function reclaimActiveJobs(client: Awaited<ReturnType<PglitePool['connect']>>): Promise<void> {
  await client.query("UPDATE job SET locked_until_ms = 0, stalled_marked = true WHERE state = 'active'");
  await client.query("DELETE FROM meta WHERE field = 'stalled-check'");
}
