import { setImmediate as nextLoop, setTimeout as sleep } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import type { PgQueryResult } from 'bullmq';
import type { PgliteClient } from './pglite-client.ts';
import { Turns } from './turns.ts';

/** Database work is done on the event loop, in microtasks only; without a break nothing else would get to run. */
const breatheEveryMs = 10;

/** How long a statement takes to fail once the session has ended: who asks again at once must not spin. */
const refusalMs = 250;

/**
 * The one session of an in-process PostgreSQL, shared by all clients. Statements run one at a time; a client that has begun a
 * transaction keeps the session until it commits or rolls back.
 */
export class Session {
  readonly #database: PGlite;
  readonly #turns = new Turns<PgliteClient>();
  readonly #onBroken: (error: Error) => void;
  #ended: Error | null = null;
  #lastBreath = performance.now();

  /** @param onBroken hears of a database that cannot go on; the session has ended by then */
  constructor(database: PGlite, onBroken: (error: Error) => void) {
    this.#database = database;
    this.#onBroken = onBroken;
  }

  get isBusy(): boolean {
    return this.#turns.isTaken;
  }

  /** From now on every statement fails with `reason`. */
  end(reason: Error): void {
    this.#ended ??= reason;
  }

  /** Runs one statement, or several where there are no values; answers with the last one's rows. */
  async run(client: PgliteClient, sql: string, values: readonly unknown[]): Promise<PgQueryResult> {
    await this.#turns.take(client);
    try {
      await this.#refuseIfEnded();
      await this.#breathe();
      const results =
        values.length > 0 ? [await this.#database.query(sql, [...values])] : await this.#database.exec(sql);
      const last = results.at(-1);
      return { rows: last?.rows ?? [], rowCount: last?.rows.length || (last?.affectedRows ?? 0) };
    } catch (error) {
      await this.#endIfBroken(error);
      throw error;
    } finally {
      if (this.#ended || !this.#database.isInTransaction()) this.#turns.pass(client);
    }
  }

  /** Gives the session back for a client that goes, together with a transaction that it has left open. */
  async leave(client: PgliteClient): Promise<void> {
    if (!this.#turns.isHeldBy(client)) return;
    try {
      if (!this.#ended) await this.#database.exec('ROLLBACK');
    } catch (error) {
      await this.#endIfBroken(error);
    } finally {
      this.#turns.pass(client);
    }
  }

  async #refuseIfEnded(): Promise<void> {
    if (!this.#ended) return;
    await sleep(refusalMs);
    throw this.#ended;
  }

  async #breathe(): Promise<void> {
    if (performance.now() - this.#lastBreath < breatheEveryMs) return;
    await nextLoop();
    this.#lastBreath = performance.now();
  }

  /** PostgreSQL's own errors carry a code. After any other it is asked whether it still lives. */
  async #endIfBroken(error: unknown): Promise<void> {
    if (this.#ended || (error instanceof Error && 'code' in error && error.code)) return;
    try {
      await this.#database.query('SELECT 1');
    } catch {
      const broken = error instanceof Error ? error : new Error(String(error));
      this.end(broken);
      this.#onBroken(broken);
    }
  }
}
