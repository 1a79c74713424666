import { EventEmitter } from 'node:events';
import type { PgNotification, PgPoolClient, PgQueryResult } from 'bullmq';
import type { Session } from './session.ts';

interface ClientEvents {
  notification: [PgNotification];
  error: [Error];
  end: [];
}

/** What node-postgres calls a pooled client, over the one session of an in-process database. */
export class PgliteClient extends EventEmitter<ClientEvents> implements PgPoolClient {
  readonly #session: Session;
  readonly #onRelease: (client: PgliteClient) => void;
  #lastStatement: Promise<unknown> = Promise.resolve();
  #isReleased = false;

  constructor(session: Session, onRelease: (client: PgliteClient) => void) {
    super();
    // BullMQ adds listeners for every wait.
    this.setMaxListeners(0);
    this.#session = session;
    this.#onRelease = onRelease;
  }

  /** Statements of one client run in the order in which they were given. */
  // biome-ignore lint/suspicious/noExplicitAny: BullMQ's interface says what a row is at each call
  async query<Row = any>(sql: string, values: readonly unknown[] = []): Promise<PgQueryResult<Row>> {
    if (this.#isReleased) throw new Error('The database client was released already.');
    const result = this.#lastStatement.then(() => this.#session.run(this, sql, values));
    this.#lastStatement = result.catch(() => undefined);
    return result;
  }

  /** May be called twice. A transaction that is still open is rolled back. */
  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#onRelease(this);
    this.#lastStatement.then(() => this.#session.leave(this));
  }
}
