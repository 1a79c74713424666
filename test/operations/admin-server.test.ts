import { Registry } from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import { type Administered, type AdminServer, startAdminServer } from '../../src/operations/admin-server.ts';
import type { ReadinessReport } from '../../src/operations/readiness.ts';

const READY: ReadinessReport = { status: 'ready', integrations: [] };

describe('the admin port', () => {
  let server: AdminServer | undefined;
  afterEach(() => server?.close());

  async function get(path: string, administered: Partial<Administered> = {}, init?: RequestInit) {
    server = await startAdminServer(0, {
      registry: new Registry(),
      readiness: { report: async () => READY },
      consumption: null,
      ...administered,
    });
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, init);
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.text(),
    };
  }

  it('says that the process lives', async () => {
    expect(await get('/healthz')).toMatchObject({ status: 200, body: 'ok\n' });
  });

  it('says that a worker lives which still consumes', async () => {
    expect(await get('/healthz', { consumption: { problem: () => null } })).toMatchObject({ status: 200 });
  });

  it('fails the liveness of a worker that no longer consumes, and says why', async () => {
    expect(await get('/healthz', { consumption: { problem: () => 'a question waits' } })).toMatchObject({
      status: 503,
      body: 'a question waits\n',
    });
  });

  it.each([
    ['ready', 200],
    ['degraded', 200],
    ['starting', 503],
    ['not-ready', 503],
  ] as const)('answers readiness %s with status %i', async (status, expected) => {
    const report = async () => ({ status, integrations: [] });
    expect(await get('/readyz', { readiness: { report } })).toMatchObject({
      status: expected,
      body: `${status}\n`,
    });
  });

  it.each([
    ['/readyz', { headers: { accept: 'application/json' } }],
    ['/readyz?output=json', {}],
  ])('gives readiness as JSON to whoever asks for it: %s', async (path, init) => {
    const answer = await get(path, {}, init);
    expect(answer.type).toBe('application/json');
    expect(JSON.parse(answer.body)).toEqual(READY);
  });

  it('gives the metrics as Prometheus reads them', async () => {
    const { status, type } = await get('/metrics');
    expect({ status, type }).toEqual({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' });
  });

  it('names what there is to ask for', async () => {
    expect(await get('/')).toMatchObject({ status: 404, body: expect.stringContaining('/readyz') });
  });

  it('takes no other method than GET', async () => {
    expect(await get('/readyz', {}, { method: 'POST' })).toMatchObject({ status: 405 });
  });

  it('survives an address that is none', async () => {
    expect(await get('//')).toMatchObject({ status: 404 });
    expect(await fetch(`http://127.0.0.1:${server?.port}/healthz`)).toMatchObject({ status: 200 });
  });

  it('says what to do when the port is taken', async () => {
    await get('/healthz');
    const again = startAdminServer(server?.port ?? 0, {
      registry: new Registry(),
      readiness: { report: async () => READY },
      consumption: null,
    });
    await expect(again).rejects.toThrow(/set ADMIN_PORT to a free one/);
  });

  it('may be closed twice', async () => {
    await get('/healthz');
    await server?.close();
    await server?.close();
    await expect(fetch(`http://127.0.0.1:${server?.port}/healthz`)).rejects.toThrow();
  });
});
