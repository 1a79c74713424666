import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { KubeConfig } from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAwsAccess } from '../../src/sources/aws-access.ts';
import { createAwsClients } from '../../src/sources/aws-clients.ts';
import { createIamPort } from '../../src/sources/iam.ts';
import { createInFlight } from '../../src/sources/in-flight.ts';
import { createKubernetesApi } from '../../src/sources/kubernetes/api-client.ts';
import { createKubernetesSession } from '../../src/sources/kubernetes/session.ts';
import { assumedRole, CREDENTIALS, callerIdentity, role } from './aws-wire.ts';
import type { Reply } from './loopback.ts';

const never = new AbortController().signal;
const OTHER_ACCOUNT = '444455556666';

describe('what runs at the same time', () => {
  it('is no more than the limit, in the order in which it came', async () => {
    const { run } = createInFlight(2);
    let running = 0;
    let most = 0;
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        run(never, async () => {
          running += 1;
          most = Math.max(most, running);
          order.push(n);
          await sleep(5);
          running -= 1;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('goes on after work that fails and after somebody who does not wait any longer', async () => {
    const { run } = createInFlight(1);
    const held = Promise.withResolvers<void>();
    const first = run(never, () => held.promise);
    const stopped = new AbortController();
    const second = run(stopped.signal, async () => 'never');
    const third = run(undefined, async () => 'third');
    stopped.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    held.reject(new Error('failed'));
    await expect(first).rejects.toThrow('failed');
    expect(await third).toBe('third');
    await expect(run(stopped.signal, async () => 'never')).rejects.toThrow('gone');
    expect(await run(never, async () => 'last')).toBe('last');
  });
});

/** A server that counts how many requests it has in hand, by a key. */
describe('requests at the same time', () => {
  let most: Map<string, number>;
  let reply: (body: string, path: string) => Reply;
  let holdMs: number;
  let url: string;
  const inHand = new Map<string, number>();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const key = /Credential=(\w+)/.exec(request.headers.authorization ?? '')?.[1] ?? 'kubernetes';
    const now = (inHand.get(key) ?? 0) + 1;
    inHand.set(key, now);
    most.set(key, Math.max(most.get(key) ?? 0, now));
    await sleep(holdMs);
    inHand.set(key, (inHand.get(key) ?? 1) - 1);
    const answer = reply(body, request.url ?? '');
    if (typeof answer === 'string') return void request.socket.destroy();
    response.writeHead(answer.status ?? 200, { 'content-type': answer.type ?? 'application/json' });
    response.end(answer.body);
  });

  beforeEach(async () => {
    most = new Map();
    inHand.clear();
    holdMs = 30;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('are ten to an account of AWS, and others to another account', async () => {
    reply = (body) => {
      if (body.includes('GetCallerIdentity')) return callerIdentity();
      if (body.includes('AssumeRole')) return assumedRole('ASIAOTHER');
      const name = new URLSearchParams(body).get('RoleName') ?? '';
      const account = name.startsWith('other') ? OTHER_ACCOUNT : '111122223333';
      return role({ arn: `arn:aws:iam::${account}:role/${name}` });
    };
    const assumeRole = `arn:aws:iam::${OTHER_ACCOUNT}:role/read`;
    const clients = createAwsClients({ endpoint: url, credentials: CREDENTIALS, region: 'eu-west-1' });
    const iam = createIamPort(createAwsAccess({ [OTHER_ACCOUNT]: { assumeRole } }, clients), 'eu-west-1');
    const own = Array.from({ length: 40 }, (_, n) => iam.getRole('111122223333', `own-${n}`, never));
    const others = Array.from({ length: 25 }, (_, n) => iam.getRole(OTHER_ACCOUNT, `other-${n}`, never));
    const pieces = await Promise.all([...own, ...others]);
    expect(new Set(pieces.map(({ state }) => state))).toEqual(new Set(['known']));
    expect(most.get(CREDENTIALS.accessKeyId)).toBe(10);
    expect(most.get('ASIAOTHER')).toBe(10);
    clients.close();
  });

  it('to AWS are not waited for any longer than whoever asks does', async () => {
    holdMs = 300;
    reply = () => role();
    const clients = createAwsClients({ endpoint: url, credentials: CREDENTIALS });
    const client = clients.iam({ roleArn: null, region: 'eu-west-1' });
    const get = (abortSignal: AbortSignal) =>
      client.send(new GetRoleCommand({ RoleName: 'payments-api' }), { abortSignal });
    const held = Array.from({ length: 10 }, () => get(never));
    await expect.poll(() => inHand.get(CREDENTIALS.accessKeyId)).toBe(10);
    const startedAt = performance.now();
    await expect(get(AbortSignal.timeout(30))).rejects.toThrow();
    expect(performance.now() - startedAt).toBeLessThan(200);
    await Promise.all(held);
    clients.close();
  });

  it('are twenty to an API server', async () => {
    reply = () => ({ body: '{"kind":"Status"}' });
    const config = new KubeConfig();
    config.loadFromClusterAndUser({ name: 'c', server: url, skipTLSVerify: true }, { name: 'u', token: 't' });
    const api = createKubernetesApi(createKubernetesSession(config));
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => api.get(`/api/v1/namespaces/n${n}`, {}, never)),
    );
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['ok']));
    expect(most.get('kubernetes')).toBe(20);
    const aborted = await api.get('/api/v1/namespaces/late', {}, AbortSignal.abort());
    expect(aborted).toMatchObject({ kind: 'failed' });
    await api.close();
  });
});
