import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request as it came over the wire. `form` is the body of the AWS Query protocol. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly form: URLSearchParams;
}

/** What to answer; `drop` closes the connection, `hang` never answers. */
export type Reply =
  | {
      readonly status?: number;
      readonly type?: string;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly afterMs?: number;
    }
  | 'drop'
  | 'hang';

export interface Loopback {
  readonly url: string;
  readonly received: Received[];
  reply: (request: Received) => Reply;
  close(): Promise<void>;
}

/** A real HTTP (or HTTPS) server on a free port of the loopback interface that answers what the test says. */
export async function startLoopback(
  reply: (request: Received) => Reply,
  tls?: { readonly key: string; readonly cert: string },
): Promise<Loopback> {
  const received: Received[] = [];
  const listener: RequestListener = async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const url = new URL(request.url ?? '/', 'http://loopback');
    const one: Received = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      form: new URLSearchParams(body),
    };
    received.push(one);
    const answer = loopback.reply(one);
    if (answer === 'hang') return;
    if (answer === 'drop') return void request.socket.destroy();
    if (answer.afterMs !== undefined) await sleep(answer.afterMs);
    const type = answer.type ?? 'application/json';
    response
      .writeHead(answer.status ?? 200, { 'content-type': type, ...answer.headers })
      .end(answer.body ?? '');
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const loopback: Loopback = {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    received,
    reply,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return loopback;
}

export function json(body: unknown, status = 200): Reply {
  return { status, body: JSON.stringify(body) };
}
