import { KubeConfig } from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKubernetesApi, type KubernetesApi } from '../../src/sources/kubernetes/api-client.ts';
import { createKubernetesSession } from '../../src/sources/kubernetes/session.ts';
import { createKubernetesPort } from '../../src/sources/kubernetes.ts';
import { json, type Loopback, type Reply, startLoopback } from './loopback.ts';

const never = new AbortController().signal;
const account = { metadata: { name: 'api', namespace: 'payments' } };
const pod = (name: string) => ({
  metadata: { name, namespace: 'payments' },
  spec: { containers: [{ name: 'app', image: 'app:1' }] },
  status: { phase: 'Running' },
});

let server: Loopback;
let api: KubernetesApi;

beforeEach(async () => {
  server = await startLoopback(() => json(account));
  api = createKubernetesApi(createKubernetesSession(kubeconfig(server.url)));
});

afterEach(async () => {
  await api.close();
  await api.close();
  await server.close();
});

function kubeconfig(url: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: 'c', server: url, skipTLSVerify: true },
    { name: 'u', token: 'secret' },
  );
  return config;
}

function port(answer?: (path: string, query: URLSearchParams) => Reply) {
  if (answer !== undefined) server.reply = ({ path, query }) => answer(path, query);
  return createKubernetesPort('prod-eu', async () => ({ ok: true, api }));
}

function status(code: number, message: string, headers: Record<string, string> = {}): Reply {
  const body = { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code };
  return { status: code, body: JSON.stringify(body), headers };
}

describe('reading a service account', () => {
  it('asks for the one object with the credentials of the kubeconfig', async () => {
    const piece = await port().getServiceAccount('payments', 'api', never);
    expect(piece).toMatchObject({
      state: 'known',
      source: 'kubernetes:get serviceaccounts',
      subject: 'service account payments/api',
      value: { namespace: 'payments', name: 'api' },
    });
    expect(server.received).toMatchObject([
      {
        method: 'GET',
        path: '/api/v1/namespaces/payments/serviceaccounts/api',
        headers: { authorization: 'Bearer secret' },
      },
    ]);
  });

  it.each<[string, Reply, object]>([
    ['is absent when the API says so', status(404, 'serviceaccounts "api" not found'), { state: 'absent' }],
    [
      'names the missing permission when RBAC forbids it',
      status(403, 'serviceaccounts "api" is forbidden: User "bot" cannot get resource'),
      {
        state: 'unreadable',
        cause: 'denied',
        permission: 'get serviceaccounts in namespace payments',
        reason: 'serviceaccounts "api" is forbidden: User "bot" cannot get resource',
      },
    ],
    [
      'blames the credentials, not a permission, when they are not accepted',
      status(401, 'Unauthorized'),
      {
        state: 'unreadable',
        cause: 'denied',
        permission: null,
        reason: expect.stringMatching(/access entry/),
      },
    ],
    [
      'does not take the 404 of a proxy for a missing service account',
      { status: 404, type: 'text/html', body: '<html>Not found</html>' },
      { state: 'unreadable', cause: 'failed', reason: 'it answered HTTP 404' },
    ],
    [
      'recognises HTML where the API answers JSON',
      { type: 'text/html', body: '<!doctype html><title>Sign in</title>' },
      { state: 'unreadable', reason: 'it answered HTML where the Kubernetes API answers JSON' },
    ],
    [
      'does not believe JSON that is not a service account',
      json({ metadata: { name: 'api', annotations: 'none' } }),
      { state: 'unreadable', reason: 'it answered something that is not a service account' },
    ],
    [
      'follows no redirect with its credentials',
      { status: 302, headers: { location: 'https://login.example/' } },
      { state: 'unreadable', cause: 'failed', reason: 'it answered HTTP 302' },
    ],
  ])('%s', async (_name, reply, expected) => {
    expect(await port(() => reply).getServiceAccount('payments', 'api', never)).toMatchObject(expected);
  });

  it.each([
    ['..', 'api'],
    ['payments', '..'],
    ['payments', ''],
    ['payments', 'api/../../secrets'],
    ['Payments', 'api'],
    ['payments', 'a'.repeat(254)],
  ])('never asks for %j/%j, which Kubernetes lets nothing be called', async (namespace, name) => {
    expect(await port().getServiceAccount(namespace, name, never)).toMatchObject({ state: 'absent' });
    expect(server.received).toEqual([]);
  });
});

describe('listing service accounts', () => {
  const list = json({ metadata: {}, items: [account] });

  it('asks for those of a namespace, or for those of a name in the whole cluster', async () => {
    const read = port(() => list);
    expect(await read.listServiceAccounts({ namespace: 'payments' }, never)).toMatchObject({
      state: 'known',
      source: 'kubernetes:list serviceaccounts',
      value: { accounts: [{ name: 'api' }], isWhole: true },
    });
    await read.listServiceAccounts({ name: 'api' }, never);
    expect(server.received).toMatchObject([
      { path: '/api/v1/namespaces/payments/serviceaccounts' },
      { path: '/api/v1/serviceaccounts' },
    ]);
    expect(server.received[1]?.query.get('fieldSelector')).toBe('metadata.name=api');
  });

  it.each<[{ readonly namespace: string } | { readonly name: string }, string]>([
    [{ namespace: 'payments' }, 'list serviceaccounts in namespace payments'],
    [{ name: 'api' }, 'list serviceaccounts'],
  ])('names the permission for %j', async (which, permission) => {
    const piece = await port(() => status(403, 'forbidden')).listServiceAccounts(which, never);
    expect(piece).toMatchObject({ state: 'unreadable', cause: 'denied', permission });
  });

  it('never asks for a name that Kubernetes lets nothing have', async () => {
    const piece = await port().listServiceAccounts({ name: 'a,metadata.namespace!=x' }, never);
    expect(piece).toMatchObject({ state: 'known', value: { accounts: [], isWhole: true } });
    expect(server.received).toEqual([]);
  });
});

describe('listing webhooks', () => {
  it('reads them, or names the permission', async () => {
    const path = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';
    expect(await port(() => json({ items: [] })).listPodWebhooks(never)).toMatchObject({
      state: 'known',
      value: [],
    });
    expect(server.received).toMatchObject([{ path }]);
    expect(await port(() => status(403, 'forbidden')).listPodWebhooks(never)).toMatchObject({
      state: 'unreadable',
      permission: 'list mutatingwebhookconfigurations',
    });
  });
});

describe('two who ask for the same at once', () => {
  it('share one request, and the next one asks anew', async () => {
    const read = port(() => json(account));
    await Promise.all([
      read.getServiceAccount('payments', 'api', never),
      read.getServiceAccount('payments', 'api', never),
    ]);
    expect(server.received).toHaveLength(1);
    await read.getServiceAccount('payments', 'api', never);
    expect(server.received).toHaveLength(2);
  });

  it('do not stop each other', async () => {
    const read = port(() => json(account));
    const [stopped, other] = await Promise.all([
      read.getServiceAccount('payments', 'api', AbortSignal.abort()),
      read.getServiceAccount('payments', 'api', never),
    ]);
    expect(stopped).toMatchObject({ state: 'unreadable', cause: 'failed' });
    expect(other).toMatchObject({ state: 'known' });
  });
});

describe('trouble on the way', () => {
  it.each([429, 500, 503])('tries again after HTTP %i', async (code) => {
    const read = port(() => (server.received.length === 1 ? status(code, 'slow down') : json(account)));
    expect(await read.getServiceAccount('payments', 'api', never)).toMatchObject({ state: 'known' });
    expect(server.received).toHaveLength(2);
  });

  it('waits as long as Retry-After says', async () => {
    const read = port(() =>
      server.received.length === 1 ? status(429, 'slow down', { 'retry-after': '1' }) : json(account),
    );
    const startedAt = performance.now();
    expect(await read.getServiceAccount('payments', 'api', never)).toMatchObject({ state: 'known' });
    expect(performance.now() - startedAt).toBeGreaterThan(950);
  });

  it('says that it is throttled rather than wait longer than anybody does', async () => {
    const read = port(() => status(429, 'too many requests', { 'retry-after': '600' }));
    expect(await read.getServiceAccount('payments', 'api', never)).toMatchObject({
      state: 'unreadable',
      cause: 'failed',
      reason: 'the API server throttles the bot: too many requests',
    });
  });

  it('gives up after a few attempts', async () => {
    const read = port(() => status(503, 'etcd is down', { 'retry-after': '0' }));
    expect(await read.getServiceAccount('payments', 'api', never)).toMatchObject({
      reason: 'it answered HTTP 503: etcd is down',
    });
    expect(server.received).toHaveLength(4);
  });

  it('asks again once on a connection that the other side had closed', async () => {
    const read = port(() => (server.received.length === 1 ? 'drop' : json(account)));
    expect(await read.getServiceAccount('payments', 'api', never)).toMatchObject({ state: 'known' });
  });

  it('asks for new credentials once when they are not accepted', async () => {
    const read = port(() => (server.received.length === 1 ? status(401, 'Unauthorized') : json(account)));
    expect(await read.getServiceAccount('payments', 'api', never)).toMatchObject({ state: 'known' });
  });

  it('stops when the signal aborts', async () => {
    const piece = await port(() => 'hang').getServiceAccount('payments', 'api', AbortSignal.timeout(100));
    expect(piece).toMatchObject({ state: 'unreadable', cause: 'failed', reason: 'no answer came in time' });
  });

  it('says that the connection was refused where nothing listens', async () => {
    await server.close();
    expect(await port().getServiceAccount('payments', 'api', never)).toMatchObject({
      state: 'unreadable',
      reason: 'the connection was refused',
    });
  });

  it.each([
    ['this-command-does-not-exist', [], /credential command of the kubeconfig is not installed here/],
    ['sh', ['-c', 'echo no session >&2; exit 1'], /^the credentials for it cannot be had: no session$/],
  ])('says why the credential command %s gives none', async (command, args, reason) => {
    const config = new KubeConfig();
    const user = { name: 'u', exec: { apiVersion: 'client.authentication.k8s.io/v1', command, args } };
    config.loadFromClusterAndUser({ name: 'c', server: server.url, skipTLSVerify: true }, user);
    const failing = createKubernetesApi(createKubernetesSession(config));
    const read = createKubernetesPort('prod-eu', async () => ({ ok: true, api: failing }));
    expect(await read.getServiceAccount('payments', 'api', never)).toMatchObject({
      state: 'unreadable',
      cause: 'failed',
      reason: expect.stringMatching(reason),
    });
    await failing.close();
  });

  it('passes on why there is no connection at all', async () => {
    const obstacle = { cause: 'denied', reason: 'no', permission: 'eks:DescribeCluster' } as const;
    const read = createKubernetesPort('prod-eu', async () => ({ ok: false, obstacle }));
    expect(await read.listPods('payments', never)).toMatchObject({ state: 'unreadable', ...obstacle });
  });
});

describe('listing pods', () => {
  it('follows the pages to the last', async () => {
    const read = port((_path, query) =>
      query.get('continue') === null
        ? json({ metadata: { continue: 'next&page' }, items: [pod('a')] })
        : json({ metadata: {}, items: [pod('b')] }),
    );
    const piece = await read.listPods('payments', never);
    expect(piece).toMatchObject({ state: 'known', value: [{ name: 'a' }, { name: 'b' }] });
    expect(server.received.map(({ path, query }) => [path, ...query.values()])).toEqual([
      ['/api/v1/namespaces/payments/pods', '500'],
      ['/api/v1/namespaces/payments/pods', '500', 'next&page'],
    ]);
  });

  it('knows an empty namespace as one without pods', async () => {
    const piece = await port(() => json({ items: null })).listPods('payments', never);
    expect(piece).toMatchObject({ state: 'known', value: [] });
  });

  it('rather says nothing of a namespace than half of it', async () => {
    const read = port(() => json({ metadata: { continue: 'more' }, items: [pod('a')] }));
    expect(await read.listPods('payments', never)).toMatchObject({
      state: 'unreadable',
      cause: 'failed',
      reason: expect.stringMatching(/more than 20 of them/),
    });
    expect(server.received).toHaveLength(20);
  });

  it('names the missing permission', async () => {
    expect(await port(() => status(403, 'pods is forbidden')).listPods('payments', never)).toMatchObject({
      permission: 'list pods in namespace payments',
    });
  });
});

describe('reading the issuer', () => {
  it('reads the discovery document', async () => {
    const piece = await port(() => json({ issuer: 'https://issuer.example/id/1' })).getIssuer(never);
    expect(piece).toMatchObject({
      state: 'known',
      source: 'kubernetes:get /.well-known/openid-configuration',
      value: 'https://issuer.example/id/1',
    });
    expect(server.received[0]?.path).toBe('/.well-known/openid-configuration');
  });

  it.each<[string, Reply, object]>([
    ['a document without issuer', json({}), { state: 'unreadable', cause: 'failed' }],
    ['an issuer that is no URL', json({ issuer: 'kubernetes' }), { state: 'unreadable', cause: 'failed' }],
    [
      'a forbidden one',
      status(403, 'forbidden'),
      { state: 'unreadable', permission: 'get /.well-known/openid-configuration' },
    ],
  ])('does not make an issuer of %s', async (_name, reply, expected) => {
    expect(await port(() => reply).getIssuer(never)).toMatchObject(expected);
  });
});
