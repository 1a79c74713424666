import { setTimeout as pause } from 'node:timers/promises';
import type { App, Logger as BoltLogger, Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { type Envelope, openSocketConnection, type SocketConnection } from './socket-connection.ts';
import { startPatiently } from './start-patiently.ts';

/** Before the first and, doubled each time, at most before any further try to connect, in milliseconds. */
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;
/** Two connections are opened no closer than this, in milliseconds, lest Slack turning each away becomes a flood. */
const APART_MS = 2_000;
/** What a connection that is just being opened gets when everything stops, in milliseconds; if it opens later, it closes itself. */
const STOP_LIMIT_MS = 1_000;
/** What is under way on a connection that was replaced gets this long to be acknowledged, in milliseconds. */
const LINGER_MS = 3_000;

/**
 * Bolt's receiver for Socket Mode. A connection that Slack wants replaced is closed only after the next one is open, so nothing that people
 * type falls between the two. An event is acknowledged after its listener has stored the question, so that Slack delivers it again where that
 * did not come to pass.
 */
export class SocketReceiver implements Receiver {
  readonly #appToken: string;
  readonly #apiUrl: string | null;
  readonly #logger: BoltLogger;
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  readonly #open = new Set<SocketConnection>();
  #current: SocketConnection | null = null;
  #openedAt = Number.NEGATIVE_INFINITY;
  #app: App | null = null;
  #connecting: Promise<void> | null = null;

  constructor(options: { appToken: string; apiUrl: string | null; logger: BoltLogger; log: Logger }) {
    this.#appToken = options.appToken;
    this.#apiUrl = options.apiUrl;
    this.#logger = options.logger;
    this.#log = options.log;
  }

  init(app: App): void {
    this.#app = app;
  }

  /** Resolves when the first connection is open. @throws what keeps it from opening, a refused token at once */
  async start(): Promise<void> {
    await startPatiently(() => this.#connect(), this.#log);
  }

  /** Takes nothing any more. May be called twice. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.race([this.#connecting, pause(STOP_LIMIT_MS, undefined, { ref: false })]);
    await Promise.all([...this.#open].map((connection) => connection.close()));
  }

  async #connect(): Promise<void> {
    const replaced = this.#current;
    const connection = await openSocketConnection({
      appToken: this.#appToken,
      apiUrl: this.#apiUrl,
      logger: this.#logger,
      onEnvelope: (envelope) => void this.#take(envelope),
      onRefresh: () => this.#replace(),
    });
    this.#open.add(connection);
    this.#current = connection;
    this.#openedAt = performance.now();
    void connection.ended.then(() => {
      this.#open.delete(connection);
      if (this.#current === connection) this.#replace();
    });
    if (this.#stopping.signal.aborted) await connection.close();
    if (replaced !== null) void this.#retire(replaced);
  }

  /** Connects anew, however long that takes. Asked again meanwhile, it goes on with what it does. */
  #replace(): void {
    if (this.#stopping.signal.aborted || this.#connecting !== null) return;
    this.#connecting = this.#keepTrying().finally(() => {
      this.#connecting = null;
      const isGone = this.#current === null || !this.#open.has(this.#current);
      if (isGone) this.#replace();
    });
  }

  async #keepTrying(): Promise<void> {
    const { signal } = this.#stopping;
    const waitMs = this.#openedAt + APART_MS - performance.now();
    if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => {});
    for (let delay = FIRST_RETRY_MS; !signal.aborted; delay = Math.min(LONGEST_RETRY_MS, delay * 2)) {
      try {
        return await this.#connect();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#log.warn({ event: 'slack-not-connected', reason, delay });
        await pause(delay, undefined, { signal }).catch(() => {});
      }
    }
  }

  async #retire(connection: SocketConnection): Promise<void> {
    await Promise.race([connection.ended, pause(LINGER_MS, undefined, { ref: false })]);
    await connection.close();
  }

  async #take({ type, body, ack, retry_num, retry_reason }: Envelope): Promise<void> {
    const isEvent = type === 'events_api';
    try {
      await this.#app?.processEvent({
        body,
        // Bolt acknowledges an event before its listener runs.
        ack: isEvent ? async () => {} : ack,
        ...(retry_num === undefined ? {} : { retryNum: retry_num }),
        ...(retry_reason === undefined ? {} : { retryReason: retry_reason }),
      });
      if (isEvent) await ack();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#log.warn({ event: 'not-acknowledged', type, reason });
    }
  }
}
