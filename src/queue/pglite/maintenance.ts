import type { PglitePool } from './pglite-pool.ts';

const everyMs = 60_000;

export interface Maintenance {
  /** Waits for a round that is under way. May be called twice. */
  stop(): Promise<void>;
}

/**
 * An in-process PostgreSQL has no background processes, so its log and its dead rows only grow. Does the checkpointer's and the vacuum
 * cleaner's work once a minute, in idle moments.
 */
export function startMaintenance(pool: PglitePool, onError: (error: Error) => void): Maintenance {
  let isStopped = false;
  let round: Promise<void> = Promise.resolve();

  const timer = setInterval(() => {
    if (!pool.isBusy) round = round.then(() => tidy(pool, () => isStopped)).catch(onError);
  }, everyMs);
  timer.unref();

  return {
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await round;
    },
  };
}

/** One round: a checkpoint, then a vacuum of each table that has changed enough to be worth the stall of some milliseconds. */
export async function tidy(pool: PglitePool, isStopped: () => boolean): Promise<void> {
  await pool.query('CHECKPOINT');
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables
     WHERE n_dead_tup > 500 OR n_mod_since_analyze > 2000`,
  );
  for (const { name } of rows) {
    if (isStopped()) return;
    // Giving pages back to the file system would lock the table for longer.
    await pool.query(`VACUUM (ANALYZE, TRUNCATE OFF) ${name}`);
  }
}
