import { KubeConfig } from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKubernetesApi, type KubernetesApi } from '../../../src/sources/kubernetes/api-client.ts';
import { createKubernetesSession } from '../../../src/sources/kubernetes/session.ts';
import { wholeLists } from '../../../src/sources/kubernetes/whole-lists.ts';
import { json, type Loopback, type Received, type Reply, startLoopback } from '../loopback.ts';

const never = new AbortController().signal;
let server: Loopback;
let api: KubernetesApi;
let answer: (request: Received) => Reply;

beforeEach(async () => {
  server = await startLoopback((request) => answer(request));
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: 'c', server: server.url, skipTLSVerify: true },
    { name: 'u', token: 't' },
  );
  api = createKubernetesApi(createKubernetesSession(config));
});
afterEach(async () => {
  await api.close();
  await server.close();
});

const lists = () => wholeLists(async () => ({ ok: true, api }));
const account = (name: string) => ({ metadata: { name, namespace: 'payments' } });
const page = (names: readonly string[], next: string | null = null) =>
  json({ metadata: next === null ? {} : { continue: next }, items: names.map(account) });

describe('listing to the end', () => {
  it('follows the pages, 500 to each, over all namespaces', async () => {
    answer = ({ query }) => (query.get('continue') === null ? page(['a', 'b'], 'next') : page(['c']));
    const piece = await lists().listServiceAccounts(null, never);
    expect(piece.state === 'known' && piece.value.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(
      server.received.map(({ path, query }) => [path, query.get('limit'), query.get('continue')]),
    ).toEqual([
      ['/api/v1/serviceaccounts', '500', null],
      ['/api/v1/serviceaccounts', '500', 'next'],
    ]);
  });

  it('lists the pods of one namespace', async () => {
    answer = () =>
      json({ items: [{ metadata: { name: 'p', namespace: 'payments' }, spec: { containers: [] } }] });
    const piece = await lists().listPods('payments', never);
    expect(piece).toMatchObject({ state: 'known', value: [{ name: 'p', serviceAccount: 'default' }] });
    expect(server.received[0]?.path).toBe('/api/v1/namespaces/payments/pods');
  });

  it('starts over once where the place of the next page is forgotten', async () => {
    let isFirst = true;
    answer = ({ query }) => {
      if (query.get('continue') === null) return isFirst ? page(['a'], 'stale') : page(['a', 'b']);
      isFirst = false;
      return json({ kind: 'Status', message: 'the continue token is too old', code: 410 }, 410);
    };
    const piece = await lists().listServiceAccounts(null, never);
    expect(piece.state === 'known' && piece.value.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('does not start over for ever', async () => {
    answer = ({ query }) =>
      query.get('continue') === null ? page(['a'], 'stale') : json({ message: 'too old' }, 410);
    expect(await lists().listServiceAccounts(null, never)).toMatchObject({
      state: 'unreadable',
      cause: 'failed',
    });
    expect(server.received).toHaveLength(4);
  });

  it('never cuts a list short: a page that is refused makes the whole of it unreadable', async () => {
    answer = ({ query }) =>
      query.get('continue') === null ? page(['a'], 'next') : json({ message: 'forbidden' }, 403);
    expect(await lists().listPods(null, never)).toMatchObject({ state: 'unreadable' });
    expect(await lists().listServiceAccounts(null, never)).toMatchObject({
      state: 'unreadable',
      cause: 'denied',
      permission: 'list serviceaccounts in all namespaces',
    });
  });

  it('gives up on pages without end', async () => {
    answer = () => page([], 'again');
    expect(await lists().listServiceAccounts(null, never)).toMatchObject({
      state: 'unreadable',
      reason: expect.stringContaining('audit one namespace at a time'),
    });
  });

  it('asks nobody for a namespace whose name would change the path', async () => {
    answer = () => page([]);
    expect(await lists().listPods('../secrets', never)).toMatchObject({ state: 'known', value: [] });
    expect(server.received).toEqual([]);
  });
});
