import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import type { Consumption } from './consumption.ts';
import type { Readiness } from './readiness.ts';
import { readinessText } from './readiness-text.ts';

export interface AdminServer {
  readonly port: number;
  /** May be called twice. */
  close(): Promise<void>;
}

export interface Administered {
  readonly registry: Pick<Registry, 'contentType' | 'metrics'>;
  readonly readiness: Pick<Readiness, 'report'>;
  /** Null where this process answers no questions. */
  readonly consumption: Pick<Consumption, 'problem'> | null;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** `/healthz`, `/readyz` and `/metrics`, on a port of their own that Slack never sees. @throws Error when the port is taken. */
export async function startAdminServer(port: number, administered: Administered): Promise<AdminServer> {
  const server = createServer((request, response) => {
    answerTo(request, administered).then(
      (answer) => send(response, answer),
      () => send(response, plain(500, 'this could not be had: see the log\n')),
    );
  });
  server.headersTimeout = 5_000;
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`The admin port cannot be opened (${error.message}): set ADMIN_PORT to a free one.`)),
    );
    server.listen(port, resolve);
  });
  let closed: Promise<void> | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

async function answerTo(request: IncomingMessage, administered: Administered): Promise<Answer> {
  const url = URL.parse(request.url ?? '/', 'http://admin');
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'only GET\n');
  switch (url?.pathname) {
    case '/healthz': {
      const problem = administered.consumption?.problem() ?? null;
      return problem === null ? plain(200, 'ok\n') : plain(503, `${problem}\n`);
    }
    case '/readyz': {
      const wantsJson =
        url.searchParams.get('output') === 'json' || /\bjson\b/.test(request.headers.accept ?? '');
      return readyz(administered, wantsJson);
    }
    case '/metrics': {
      const { registry } = administered;
      return { status: 200, type: registry.contentType, body: await registry.metrics() };
    }
    default:
      return plain(404, 'not found: ask for /healthz, /readyz or /metrics\n');
  }
}

async function readyz({ readiness }: Administered, wantsJson: boolean): Promise<Answer> {
  const report = await readiness.report();
  const status = report.status === 'ready' || report.status === 'degraded' ? 200 : 503;
  return wantsJson
    ? { status, type: 'application/json', body: `${JSON.stringify(report, null, 2)}\n` }
    : plain(status, readinessText(report));
}

function plain(status: number, body: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', body };
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
