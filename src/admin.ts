import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { QueueBackend } from './queue/ports.ts';

export interface AdminServer {
  readonly port: number;
  /** From now on `/readyz` answers by the state of the queue. */
  markReady(): void;
  close(): Promise<void>;
}

/** `/healthz`, `/readyz` and `/metrics`, on a port of their own that Slack never sees. @throws Error when the port is taken. */
export async function startAdminServer(port: number, backend: QueueBackend): Promise<AdminServer> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'irsa_doctor_queue_depth',
    help: 'Questions that wait, run or are delayed',
    registers: [registry],
    async collect() {
      this.set(await backend.queue.depth().catch(() => Number.NaN));
    },
  });
  let isStarted = false;

  const server = createServer(async (request, response) => {
    switch (request.url) {
      case '/healthz':
        return answer(response, 200, 'text/plain', 'ok\n');
      case '/readyz': {
        if (!isStarted) return answer(response, 503, 'text/plain', 'starting\n');
        const problem = await backend.queue.depth().then(
          () => null,
          (error: Error) => error.message,
        );
        return problem === null
          ? answer(response, 200, 'text/plain', 'ready\n')
          : answer(response, 503, 'text/plain', `queue: ${problem}\n`);
      }
      case '/metrics':
        return answer(response, 200, registry.contentType, await registry.metrics());
      default:
        return answer(response, 404, 'text/plain', 'not found: ask for /healthz, /readyz or /metrics\n');
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`The admin port cannot be opened (${error.message}): set ADMIN_PORT to a free one.`)),
    );
    server.listen(port, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    markReady: () => {
      isStarted = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}
