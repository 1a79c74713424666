import { EventEmitter } from 'node:events';
import type { PGlite } from '@electric-sql/pglite';
import type { PgPool, PgQueryResult } from 'bullmq';
import { PgliteClient } from './pglite-client.ts';
import { Session } from './session.ts';

/**
 * The part of node-postgres' pool that BullMQ's PostgreSQL backend uses, over a PostgreSQL that runs inside this process.
 *
 * The database has one session, so settings, LISTEN and session locks are common to all clients: a notification goes to every client, and
 * each picks its channel's. Emits `error` once, when the database cannot go on.
 */
export class PglitePool extends EventEmitter<{ error: [Error]; connect: [PgliteClient] }> implements PgPool {
  /** BullMQ polls a connection that could drop unnoticed; this one cannot. */
  readonly options = { keepAlive: true };
  readonly #session: Session;
  readonly #clients = new Set<PgliteClient>();

  constructor(database: PGlite) {
    super();
    // Each of BullMQ's queues and workers listens for errors.
    this.setMaxListeners(0);
    this.#session = new Session(database, (error) => this.#emitError(error));
    database.onNotification((channel, payload) => {
      for (const client of this.#clients) client.emit('notification', { channel, payload });
    });
  }

  get isBusy(): boolean {
    return this.#session.isBusy;
  }

  async connect(): Promise<PgliteClient> {
    const client = new PgliteClient(this.#session, (released) => this.#clients.delete(released));
    this.#clients.add(client);
    return client;
  }

  // biome-ignore lint/suspicious/noExplicitAny: BullMQ's interface says what a row is at each call
  async query<Row = any>(sql: string, values: readonly unknown[] = []): Promise<PgQueryResult<Row>> {
    const client = await this.connect();
    try {
      return await client.query<Row>(sql, values);
    } finally {
      client.release();
    }
  }

  /** Makes every further statement fail. The words are those by which BullMQ knows a pool that was closed on purpose. */
  async end(reason = new Error('Cannot use a pool after calling end on the pool')): Promise<void> {
    this.#session.end(reason);
  }

  #emitError(error: Error): void {
    if (this.listenerCount('error') > 0) this.emit('error', error);
  }
}
