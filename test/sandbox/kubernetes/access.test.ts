import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../../../src/sandbox/cloud.ts';
import type { PolicyRule } from '../../../src/sandbox/world/cluster.ts';
import { clusterNamed, type World } from '../../../src/sandbox/world/world.ts';
import { KEY, smallWorld } from '../small-world.ts';
import { coreApi, rawGet } from './clients.ts';

let world: World;
let cloud: Cloud;
beforeEach(async () => {
  world = smallWorld();
  cloud = await startCloud(world);
});
afterEach(() => cloud.close());

const message = (body: string): unknown => JSON.parse(body).message;

/** Another user with exactly these rules. */
function allow(...rules: readonly PolicyRule[]): string {
  clusterNamed(world, 'tea').tokens.push({
    token: 'narrow',
    username: 'system:serviceaccount:ops:bot',
    rules,
  });
  return 'narrow';
}

describe('who asks', () => {
  it('is nobody with a token that the server does not know', async () => {
    const answer = await rawGet(cloud, '/api/v1/namespaces/kitchen/serviceaccounts/brewer', {
      token: 'wrong',
    });
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.body)).toMatchObject({
      kind: 'Status',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    });
    await expect(
      coreApi(cloud, 'wrong').readNamespacedServiceAccount({ namespace: 'kitchen', name: 'brewer' }),
    ).rejects.toMatchObject({ code: 401 });
  });

  it('is the anonymous user without a token, who may read the version only', async () => {
    expect((await rawGet(cloud, '/version', { token: null })).status).toBe(200);
    const pods = await rawGet(cloud, '/api/v1/namespaces/kitchen/pods', { token: null });
    expect(pods.status).toBe(403);
    expect(message(pods.body)).toBe(
      'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" in the namespace "kitchen"',
    );
  });
});

describe('what RBAC grants', () => {
  const cases = [
    [
      '/api/v1/namespaces/kitchen/serviceaccounts/brewer',
      'serviceaccounts "brewer" is forbidden: User "system:serviceaccount:ops:bot" cannot get resource "serviceaccounts" in API group "" in the namespace "kitchen"',
    ],
    [
      '/api/v1/pods',
      'pods is forbidden: User "system:serviceaccount:ops:bot" cannot list resource "pods" in API group "" at the cluster scope',
    ],
    [
      '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations',
      'mutatingwebhookconfigurations.admissionregistration.k8s.io is forbidden: User "system:serviceaccount:ops:bot" cannot list resource "mutatingwebhookconfigurations" in API group "admissionregistration.k8s.io" at the cluster scope',
    ],
    [
      '/.well-known/openid-configuration',
      'forbidden: User "system:serviceaccount:ops:bot" cannot get path "/.well-known/openid-configuration"',
    ],
  ] as const;

  it.each(cases)('is nothing without a rule: %s', async (path, sentence) => {
    const answer = await rawGet(cloud, path, { token: allow() });
    expect(answer.status).toBe(403);
    expect(message(answer.body)).toBe(sentence);
  });

  it.each(cases)('is %s with the rule for it', async (path) => {
    const token = allow(
      { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
      {
        apiGroups: ['admissionregistration.k8s.io'],
        resources: ['mutatingwebhookconfigurations'],
        verbs: ['list'],
      },
      { nonResourceURLs: ['/.well-known/*'], verbs: ['get'] },
    );
    expect((await rawGet(cloud, path, { token })).status).toBe(200);
  });

  it('ends at the namespace, the name and the verb that the rule has', async () => {
    const token = allow(
      { apiGroups: [''], resources: ['pods'], verbs: ['list'], namespace: 'kitchen' },
      { apiGroups: [''], resources: ['serviceaccounts'], resourceNames: ['brewer'], verbs: ['get'] },
    );
    const status = async (path: string) => (await rawGet(cloud, path, { token })).status;
    expect(await status('/api/v1/namespaces/kitchen/pods')).toBe(200);
    expect(await status('/api/v1/namespaces/other/pods')).toBe(403);
    expect(await status('/api/v1/namespaces/kitchen/pods/x')).toBe(403);
    expect(await status('/api/v1/namespaces/kitchen/serviceaccounts/brewer')).toBe(200);
    expect(await status('/api/v1/namespaces/kitchen/serviceaccounts/default')).toBe(403);
    expect(await status('/api')).toBe(200);
  });

  it('is asked before anything is looked up', async () => {
    const answer = await rawGet(cloud, '/api/v1/namespaces/nowhere/serviceaccounts/x', { token: allow() });
    expect(answer.status).toBe(403);
  });
});

describe('a token as aws eks get-token makes it', () => {
  async function token(
    options: { readonly host?: string; readonly at?: Date; readonly header?: boolean } = {},
  ) {
    const host = options.host ?? 'sts.eu-north-1.amazonaws.com';
    const signer = new SignatureV4({
      credentials: KEY,
      region: 'eu-north-1',
      service: 'sts',
      sha256: Sha256,
    });
    const signed = await signer.presign(
      {
        method: 'GET',
        protocol: 'https:',
        hostname: host,
        path: '/',
        query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
        headers: { host, ...(options.header === false ? {} : { 'x-k8s-aws-id': 'tea' }) },
      },
      {
        expiresIn: 60,
        signingDate: options.at ?? new Date(),
        unhoistableHeaders: new Set(['x-k8s-aws-id']),
        signableHeaders: new Set(['host', 'x-k8s-aws-id']),
      },
    );
    const query = new URLSearchParams(signed.query as Record<string, string>);
    return `k8s-aws-v1.${Buffer.from(`https://${host}/?${query}`).toString('base64url')}`;
  }
  const status = async (text: string) =>
    (await rawGet(cloud, '/api/v1/namespaces/kitchen/pods', { token: text })).status;
  const enter = () =>
    clusterNamed(world, 'tea').accessEntries.push({
      principalArn: 'arn:aws:iam::222233334444:user/tester',
      username: 'tester',
      rules: null,
    });

  it('signs in whom the cluster has an access entry for', async () => {
    expect(await status(await token())).toBe(401);
    enter();
    expect(await status(await token())).toBe(200);
  });

  it.each([
    ['of another host', { host: 'sts.example.com' }],
    ['that is too old', { at: new Date(Date.now() - 16 * 60_000) }],
    ['without the name of the cluster', { header: false }],
  ])('is refused %s', async (_name, options) => {
    enter();
    expect(await status(await token(options))).toBe(401);
  });
});

describe('faults', () => {
  const pods = () => rawGet(cloud, '/api/v1/namespaces/kitchen/pods');

  it('denies one list as RBAC would', async () => {
    world.faults.push({ api: 'kubernetes:list pods', match: 'kitchen', kind: 'denied' });
    const answer = await pods();
    expect(message(answer.body)).toBe(
      'pods is forbidden: User "tester" cannot list resource "pods" in API group "" in the namespace "kitchen"',
    );
    expect((await rawGet(cloud, '/api/v1/namespaces/other/pods')).status).toBe(200);
  });

  it.each([
    ['throttled', 429],
    ['unavailable', 503],
    ['garbage', 200],
  ] as const)('is %s with status %i', async (kind, status) => {
    world.faults.push({ api: 'kubernetes:list pods', kind, times: 1 });
    expect((await pods()).status).toBe(status);
    expect(JSON.parse((await pods()).body).kind).toBe('PodList');
  });
});
