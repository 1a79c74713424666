import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SocketDelivery } from './delivery/socket-delivery.ts';
import { parseArguments } from './web-api/arguments.ts';
import { type Answer, answerCall, answerResponse, type Desk } from './web-api/dispatch.ts';

const maxBody = 4 * 1024 * 1024;

/** A listening server, and how it is ended: open answers are cut. */
export interface ListeningServer {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Starts the server on a free port of the loopback interface. Paths: `/api/METHOD`, `/respond/KEY` (response_url), `/upload/v1/KEY` and
 * `/link/` (sockets). `desk` is made once the address is known, since answers contain it.
 */
export async function listen(
  desk: (origin: string) => Desk,
  sockets: SocketDelivery | null,
): Promise<ListeningServer> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = originOf(server);
  const served = desk(origin);
  server.on('request', (request, response) => {
    void serve(served, request, response).catch(() => response.destroy());
  });
  server.on('upgrade', (request, stream, head) => {
    if (sockets) sockets.accept(request, stream, head);
    else stream.destroy();
  });
  return {
    origin,
    async close() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function originOf(server: Server): string {
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  if (body === null) return answer(response, 413, { ok: false, error: 'request_too_large' });
  const url = new URL(request.url ?? '/', desk.origin);
  const [, area, ...rest] = url.pathname.split('/');
  const last = rest.at(-1) ?? '';
  const contentType = request.headers['content-type'] ?? '';
  if (area === 'upload') return receiveUpload(desk, last, contentType, body, response);
  if (area !== 'api' && area !== 'respond') return answer(response, 404, { ok: false, error: 'not_found' });
  const args = await parseArguments(contentType, body, url.searchParams);
  if (area === 'respond') return send(response, await answerResponse(desk, last, args));
  const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? args.text('token');
  send(response, await answerCall(desk, last, token, args));
}

function send(response: ServerResponse, reply: Answer): void {
  if (reply.kind === 'reset') response.destroy();
  else if (reply.kind === 'reply') answer(response, reply.status, reply.body, reply.headers);
}

function answer(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

/** The bytes come alone, or as the one file of a form. */
async function receiveUpload(
  desk: Desk,
  key: string,
  contentType: string,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const content = contentType.startsWith('multipart/form-data') ? await onlyFile(contentType, body) : body;
  const receipts = desk.teams.map(({ context }) => context.workspace.files.receive(key, content));
  const receipt = receipts.find((one) => one !== 'unknown') ?? 'unknown';
  const status = receipt === 'received' ? 200 : receipt === 'unknown' ? 404 : 400;
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(receipt === 'received' ? `OK - ${content.length}` : receipt);
}

async function onlyFile(contentType: string, body: Buffer): Promise<Buffer> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': contentType },
  }).formData();
  for (const value of form.values()) {
    if (typeof value !== 'string') return Buffer.from(await value.arrayBuffer());
  }
  return Buffer.alloc(0);
}

/** Null where the body is larger than is taken. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= maxBody) parts.push(part);
  }
  return size <= maxBody ? Buffer.concat(parts) : null;
}
