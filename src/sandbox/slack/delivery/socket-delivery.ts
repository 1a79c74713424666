import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Ids } from '../state/ids.ts';
import { isWire, parseJson, textOrNull, type Wire } from '../state/wire.ts';
import { acknowledgeWithinMs, type Delivery, type Parcel, type Receipt, type Retry } from './delivery.ts';

/** Connections that one app may hold. */
const maxConnections = 10;
const pingEveryMs = 10_000;
const farewellMs = 500;
/** Largest message that is taken from the app. */
const maxPayload = 4 * 1024 * 1024;

/**
 * Hands what happened to the app over its sockets (Socket Mode). An app may hold several; each parcel goes to one of them, in turn,
 * since Slack promises nothing about which.
 */
export class SocketDelivery implements Delivery {
  readonly #ids: Ids;
  readonly #appId: string;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload });
  readonly #tickets = new Set<string>();
  readonly #waiting = new Map<string, (receipt: Receipt) => void>();
  #sockets: readonly WebSocket[] = [];
  #turn = 0;
  #isClosed = false;
  readonly #pinging: NodeJS.Timeout;

  constructor(options: { readonly ids: Ids; readonly appId: string }) {
    this.#ids = options.ids;
    this.#appId = options.appId;
    this.#pinging = setInterval(() => {
      for (const socket of this.#sockets) socket.ping();
    }, pingEveryMs);
    this.#pinging.unref();
  }

  /** How many sockets the app holds. */
  get connections(): number {
    return this.#sockets.length;
  }

  /** The path and query of a socket's address, good for one connection. */
  issueAddress(): string {
    const ticket = this.#ids.secret();
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=${this.#appId}`;
  }

  /** Takes an HTTP upgrade; a wrong or used ticket gets 401. */
  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'ws://sandbox').searchParams.get('ticket') ?? '';
    if (this.#isClosed || !this.#tickets.delete(ticket)) {
      stream.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, stream, head, (socket) => this.#welcome(socket));
  }

  async deliver(parcel: Parcel, retry: Retry | null): Promise<Receipt> {
    const socket = this.#next();
    if (!socket) return { outcome: 'failed', reason: 'connection_failed', status: null, noRetry: false };
    const envelopeId = this.#ids.secret();
    const { promise, resolve } = Promise.withResolvers<Receipt>();
    const timer = setTimeout(() => resolve({ outcome: 'timed-out' }), acknowledgeWithinMs);
    this.#waiting.set(envelopeId, resolve);
    send(socket, {
      type: parcel.kind,
      envelope_id: envelopeId,
      payload: parcel.payload,
      accepts_response_payload: parcel.kind !== 'events_api',
      ...(parcel.kind === 'events_api'
        ? { retry_attempt: retry?.number ?? 0, retry_reason: retry?.reason ?? '' }
        : {}),
    });
    const receipt = await promise;
    clearTimeout(timer);
    this.#waiting.delete(envelopeId);
    return receipt;
  }

  /** Asks the app to open its connections anew, as Slack does every few hours. */
  refresh(reason: 'warning' | 'refresh_requested' = 'refresh_requested'): void {
    for (const socket of this.#sockets) this.#dismiss(socket, reason);
  }

  /** Cuts every connection without a word. */
  drop(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#pinging);
    for (const resolve of this.#waiting.values()) resolve({ outcome: 'timed-out' });
    // A client that is cut off while it says good-bye waits half a minute for the answer; one that gets it ends at once.
    await Promise.all([...this.#server.clients].map(farewell));
    this.#server.close();
  }

  #welcome(socket: WebSocket): void {
    // A socket's errors end in its close, which is all that matters here.
    socket.on('error', () => undefined);
    if (this.#sockets.length >= maxConnections) {
      this.#dismiss(socket, 'too_many_websockets');
      return;
    }
    this.#sockets = [...this.#sockets, socket];
    socket.on('close', () => {
      this.#sockets = this.#sockets.filter((one) => one !== socket);
    });
    socket.on('message', (data) => this.#acknowledge(String(data)));
    send(socket, {
      type: 'hello',
      num_connections: this.#sockets.length,
      connection_info: { app_id: this.#appId },
      debug_info: { host: 'sandbox', approximate_connection_time: 18_060 },
    });
  }

  #acknowledge(text: string): void {
    const message = parseJson(text);
    if (!isWire(message)) return;
    const { payload } = message;
    const isNothing = payload === undefined || (isWire(payload) && Object.keys(payload).length === 0);
    this.#waiting.get(textOrNull(message.envelope_id) ?? '')?.({
      outcome: 'acknowledged',
      body: isNothing ? null : payload,
    });
  }

  #dismiss(socket: WebSocket, reason: string): void {
    send(socket, { type: 'disconnect', reason, debug_info: { host: 'sandbox' } });
  }

  #next(): WebSocket | null {
    const open = this.#sockets.filter((socket) => socket.readyState === socket.OPEN);
    this.#turn += 1;
    return open[this.#turn % Math.max(1, open.length)] ?? null;
  }
}

/** Ends a connection as the protocol has it, or cuts it where the other side does not answer. */
async function farewell(socket: WebSocket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(() => socket.terminate(), farewellMs);
  socket.once('close', () => resolve());
  socket.close(1001);
  await promise;
  clearTimeout(timer);
}

function send(socket: WebSocket, message: Wire): void {
  socket.send(JSON.stringify(message));
}
