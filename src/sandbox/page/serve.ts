import type { IncomingMessage, ServerResponse } from 'node:http';
import { HEADERS, refusal } from './admission.ts';
import { parseGesture, perform } from './gestures.ts';
import type { Scene } from './scene.ts';
import type { SiteFile } from './site-files.ts';
import { watch } from './stream.ts';

/** A pasted stack trace fits many times. */
const BODY_LIMIT = 256 * 1024;
const TEXT = 'text/plain; charset=utf-8';

/** What requests are answered from. */
export interface Served {
  readonly scene: Scene;
  readonly site: ReadonlyMap<string, SiteFile>;
  readonly port: number;
  readonly closing: AbortSignal;
}

/** Answers one request: a file of the page, what happens (`/events`), what somebody does (`/gestures`), or an uploaded file (`/files/ID`). */
export async function serve(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { scene, site, port } = served;
  const method = request.method ?? '';
  const refused = refusal({ method, headers: request.headers }, port);
  if (refused !== null) {
    response.setHeader('connection', 'close');
    answer(response, refused.status, TEXT, `${refused.words}\n`);
    return;
  }
  const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
  if (method === 'POST') {
    if (path === '/gestures') await take(scene, request, response);
    else notFound(response);
    return;
  }
  const file = site.get(path);
  if (file !== undefined) answer(response, 200, file.type, file.content);
  else if (path === '/events') stream(served, request, response);
  else if (path.startsWith('/files/')) sendFile(scene, path.slice('/files/'.length), response);
  else notFound(response);
}

async function take(scene: Scene, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const gesture = body === null ? null : parseGesture(body);
  if (gesture === null) {
    response.setHeader('connection', 'close');
    json(response, 400, { ok: false, problem: 'The page sent something that is no gesture.' });
    return;
  }
  try {
    json(response, 200, await perform(gesture, scene));
  } catch (error) {
    json(response, 200, { ok: false, problem: error instanceof Error ? error.message : String(error) });
  }
}

/** Server-sent events: one for every change, everything in the first. */
function stream({ scene, closing }: Served, request: IncomingMessage, response: ServerResponse): void {
  const leaving = new AbortController();
  request.once('close', () => leaving.abort());
  response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
  // The browser comes back by itself after so many milliseconds, when the demo was started anew on the same port.
  response.write('retry: 1000\n\n');
  watch(scene, AbortSignal.any([leaving.signal, closing]), (change) => {
    response.write(`data: ${JSON.stringify(change)}\n\n`);
  });
}

function sendFile(scene: Scene, id: string, response: ServerResponse): void {
  const file = scene.slack.workspace.files.find(id);
  if (file === null) {
    notFound(response);
    return;
  }
  response.setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  answer(response, 200, TEXT, file.content);
}

function notFound(response: ServerResponse): void {
  answer(response, 404, TEXT, 'There is nothing here.\n');
}

function json(response: ServerResponse, status: number, body: object): void {
  answer(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

function answer(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { ...HEADERS, 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** The JSON of a request; null where it is none or too long. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > BODY_LIMIT) return null;
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return null;
  }
}
