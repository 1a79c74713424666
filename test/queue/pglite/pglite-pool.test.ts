import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tidy } from '../../../src/queue/pglite/maintenance.ts';
import { PglitePool } from '../../../src/queue/pglite/pglite-pool.ts';

let database: PGlite;
let pool: PglitePool;

beforeAll(async () => {
  database = await PGlite.create();
  await database.exec('CREATE TABLE note (text text)');
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.exec('DELETE FROM note');
  pool = new PglitePool(database);
});

const notes = async () =>
  (await pool.query<{ text: string }>('SELECT text FROM note')).rows.map(({ text }) => text);

describe('a pool over a database with one session', () => {
  it('answers with rows, and with a count where there are none', async () => {
    expect(await pool.query('SELECT $1::int AS n', [7])).toEqual({ rows: [{ n: 7 }], rowCount: 1 });
    expect(await pool.query("INSERT INTO note VALUES ('a'), ('b')")).toEqual({ rows: [], rowCount: 2 });
  });

  it('runs several statements in one text, and answers with the last', async () => {
    expect(
      (await pool.query("INSERT INTO note VALUES ('a'); SELECT count(*)::int AS n FROM note")).rows,
    ).toEqual([{ n: 1 }]);
  });

  it('lets nobody into a transaction that somebody has begun', async () => {
    const one = await pool.connect();
    await one.query('BEGIN');
    await one.query("INSERT INTO note VALUES ('in the transaction')");
    const outside = notes();
    await one.query('ROLLBACK');
    expect(await outside).toEqual([]);
    one.release();
    expect(pool.isBusy).toBe(false);
  });

  it('rolls back what a released client has left open', async () => {
    const one = await pool.connect();
    await one.query('BEGIN');
    await one.query("INSERT INTO note VALUES ('left open')");
    one.release();
    one.release();
    expect(await notes()).toEqual([]);
    await expect(one.query('SELECT 1')).rejects.toThrow('released already');
  });

  it('goes on after a statement that fails', async () => {
    await expect(pool.query('SELECT nothing')).rejects.toMatchObject({ code: '42703' });
    expect(await notes()).toEqual([]);
  });

  it('carries notifications to whoever listens, also when the statement begins with a comment', async () => {
    const listener = await pool.connect();
    const heard: unknown[] = [];
    listener.on('notification', (message) => heard.push(message));
    await listener.query('-- for the workers\nLISTEN work');
    await pool.query("SELECT pg_notify('work', 'now')");
    expect(heard).toEqual([{ channel: 'work', payload: 'now' }]);
    listener.release();
    await pool.query("SELECT pg_notify('work', 'later')");
    expect(heard).toHaveLength(1);
  });

  it('refuses everything once it has ended, but not so fast that a caller could spin', async () => {
    await pool.end();
    const askedAt = performance.now();
    await expect(notes()).rejects.toThrow('after calling end on the pool');
    expect(performance.now() - askedAt).toBeGreaterThan(100);
  });

  it('says that its database is broken, once', async () => {
    const broken = await PGlite.create();
    const over = new PglitePool(broken);
    const errors: Error[] = [];
    over.on('error', (error) => errors.push(error));
    await broken.close();
    await expect(over.query('SELECT 1')).rejects.toThrow();
    await expect(over.query('SELECT 1')).rejects.toThrow();
    expect(errors).toHaveLength(1);
  });

  it('is tidied of what was deleted', async () => {
    await pool.query("INSERT INTO note SELECT 'x' FROM generate_series(1, 5000)");
    await pool.query('DELETE FROM note');
    await pool.query('SELECT pg_stat_force_next_flush()');
    await tidy(pool, () => false);
    const { rows } = await pool.query(
      "SELECT n_dead_tup::int AS dead FROM pg_stat_user_tables WHERE relname = 'note'",
    );
    expect(rows).toEqual([{ dead: 0 }]);
    expect(
      (await pool.query("SELECT vacuum_count::int AS n FROM pg_stat_user_tables WHERE relname = 'note'"))
        .rows,
    ).toEqual([{ n: 1 }]);
  });
});
