import { afterEach, expect, it } from 'vitest';
import {
  type LoopbackHandler,
  type LoopbackServer,
  serveOnLoopback,
} from '../../src/sandbox/loopback-server.ts';

let server: LoopbackServer | null = null;
afterEach(() => server?.close());

async function serve(handle: LoopbackHandler): Promise<string> {
  server = await serveOnLoopback(handle);
  return server.url;
}

it('hands the whole request over and the answer back', async () => {
  const url = await serve(async ({ method, path, query, body }) => ({
    status: 201,
    headers: { 'x-own': 'yes' },
    body: JSON.stringify({ method, path, q: query.get('q'), body }),
  }));
  const answer = await fetch(`${url}/a/b?q=%C3%A4`, { method: 'PUT', body: 'grüße' });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('x-own')).toBe('yes');
  expect(await answer.json()).toEqual({ method: 'PUT', path: '/a/b', q: 'ä', body: 'grüße' });
});

it('listens on 127.0.0.1 only', async () => {
  expect(await serve(async () => null)).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

it('refuses a body that is too large without asking the handler', async () => {
  let asked = 0;
  const url = await serve(async () => {
    asked += 1;
    return { status: 200, headers: {}, body: '' };
  });
  const answer = await fetch(url, { method: 'POST', body: 'x'.repeat(3 * 1024 * 1024) }).catch(() => null);
  // The connection may be closed before the caller has sent everything.
  expect(answer?.status ?? 413).toBe(413);
  expect(asked).toBe(0);
});

it('tells the handler when the caller hangs up', async () => {
  const hungUp = Promise.withResolvers<void>();
  const url = await serve(async ({ signal }) => {
    signal.addEventListener('abort', () => hungUp.resolve());
    return null;
  });
  await expect(fetch(url, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
  await hungUp.promise;
});

it('drops the connection of a handler that throws', async () => {
  const url = await serve(async () => {
    throw new Error('broken');
  });
  await expect(fetch(url)).rejects.toThrow();
});

it('is closed for good, however often it is told', async () => {
  const url = await serve(async () => null);
  const open = fetch(url).catch(() => 'dropped');
  await new Promise((resolve) => setTimeout(resolve, 20));
  await server?.close();
  await server?.close();
  expect(await open).toBe('dropped');
  await expect(fetch(url)).rejects.toThrow();
});
