import {
  createServer as createHttpServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request, read whole. `body` is UTF-8 text; `signal` aborts when the caller hangs up or the server closes. */
export interface LoopbackRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly signal: AbortSignal;
}

export interface LoopbackResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `null` leaves the request without an answer until one side gives up, as a hung service does. */
export type LoopbackHandler = (request: LoopbackRequest) => Promise<LoopbackResponse | null>;

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT` or `https://127.0.0.1:PORT`, without a trailing slash. */
  readonly url: string;
  /** Drops open connections, unanswered requests included. May be called twice. */
  close(): Promise<void>;
}

/** No request that AWS or Kubernetes takes here comes near to it. */
const BODY_LIMIT = 2 * 1024 * 1024;

/** Serves HTTP, or HTTPS with a key and certificate in PEM, on a free port of 127.0.0.1 and nowhere else. */
export async function serveOnLoopback(
  handle: LoopbackHandler,
  tls: { readonly key: string; readonly certificate: string } | null = null,
): Promise<LoopbackServer> {
  const closing = new AbortController();
  const listen = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    answer(incoming, outgoing, handle, closing.signal).catch(() => outgoing.destroy());
  };
  const server =
    tls === null
      ? createHttpServer(listen)
      : createHttpsServer({ key: tls.key, cert: tls.certificate }, listen);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  let closed: Promise<void> | null = null;
  return {
    url: `${tls === null ? 'http' : 'https'}://127.0.0.1:${port}`,
    close() {
      closed ??= new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handle: LoopbackHandler,
  closing: AbortSignal,
): Promise<void> {
  const body = await readBody(incoming);
  if (body === null) {
    outgoing.writeHead(413, { 'content-type': 'text/plain', connection: 'close' }).end('request too large\n');
    return;
  }
  const hangUp = new AbortController();
  outgoing.once('close', () => hangUp.abort());
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const response = await handle({
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body,
    signal: AbortSignal.any([hangUp.signal, closing]),
  });
  if (response === null || outgoing.destroyed) return;
  outgoing.writeHead(response.status, {
    ...response.headers,
    'content-length': String(Buffer.byteLength(response.body)),
  });
  outgoing.end(incoming.method === 'HEAD' ? '' : response.body);
}

async function readBody(incoming: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > BODY_LIMIT) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
