import { AdmissionregistrationV1Api, VersionApi } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../../../src/sandbox/cloud.ts';
import { addWorkload } from '../../../src/sandbox/world/add-workload.ts';
import { clusterNamed } from '../../../src/sandbox/world/world.ts';
import { ISSUER, smallWorld } from '../small-world.ts';
import { coreApi, kubeConfig, rawGet } from './clients.ts';

const world = smallWorld();
addWorkload(clusterNamed(world, 'tea'), {
  namespace: 'garden',
  serviceAccount: 'planter',
  roleArn: null,
  replicas: 2,
});
let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud(world);
});
afterAll(() => cloud.close());

describe('one object', () => {
  it('is a service account with its annotations and the time they were written', async () => {
    const found = await coreApi(cloud).readNamespacedServiceAccount({ namespace: 'kitchen', name: 'brewer' });
    expect(found.metadata?.annotations).toEqual({
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::222233334444:role/kitchen/tea-brewer',
    });
    expect(found.metadata?.creationTimestamp).toEqual(new Date('2026-03-02T09:14:00Z'));
    const [written] = found.metadata?.managedFields ?? [];
    expect(written?.time).toEqual(new Date('2026-03-02T09:15:10Z'));
    expect(written?.fieldsV1).toMatchObject({
      'f:metadata': { 'f:annotations': { 'f:eks.amazonaws.com/role-arn': {} } },
    });
  });

  it.each([
    [
      'serviceaccounts',
      () => coreApi(cloud).readNamespacedServiceAccount({ namespace: 'kitchen', name: 'x' }),
    ],
    ['pods', () => coreApi(cloud).readNamespacedPod({ namespace: 'nowhere', name: 'x' })],
    ['namespaces', () => coreApi(cloud).readNamespace({ name: 'x' })],
  ])('of %s that is not there is a 404 Status', async (plural, read) => {
    await expect(read()).rejects.toMatchObject({
      code: 404,
      body: expect.stringContaining(`"message":"${plural} \\"x\\" not found","reason":"NotFound"`),
    });
  });
});

describe('a list', () => {
  it('has the pods as the webhook left them', async () => {
    const { items } = await coreApi(cloud).listNamespacedPod({ namespace: 'kitchen' });
    expect(items).toHaveLength(3);
    const [pod] = items;
    expect(pod?.metadata?.ownerReferences?.[0]).toMatchObject({ kind: 'ReplicaSet', controller: true });
    expect(pod?.spec?.containers[0]?.env).toContainEqual({
      name: 'AWS_ROLE_ARN',
      value: 'arn:aws:iam::222233334444:role/kitchen/tea-brewer',
    });
    const token = pod?.spec?.volumes?.find((volume) => volume.name === 'aws-iam-token');
    expect(token?.projected?.sources?.[0]?.serviceAccountToken?.audience).toBe('sts.amazonaws.com');
  });

  it('comes page by page', async () => {
    const first = await coreApi(cloud).listPodForAllNamespaces({ limit: 2 });
    expect(first.items).toHaveLength(2);
    expect(first.metadata?.remainingItemCount).toBe(3);
    const rest = await coreApi(cloud).listPodForAllNamespaces({
      limit: 10,
      _continue: first.metadata?._continue ?? '',
    });
    expect(rest.items).toHaveLength(3);
    expect(rest.metadata?._continue).toBeUndefined();
    const names = [...first.items, ...rest.items].map((pod) => pod.metadata?.name);
    expect(new Set(names).size).toBe(5);
  });

  it('is gone for a continue token that is not the server’s', async () => {
    await expect(coreApi(cloud).listPodForAllNamespaces({ _continue: 'made-up' })).rejects.toMatchObject({
      code: 410,
      body: expect.stringContaining('"reason":"Expired"'),
    });
  });

  it('is empty for a namespace that does not exist', async () => {
    const { items } = await coreApi(cloud).listNamespacedServiceAccount({ namespace: 'nowhere' });
    expect(items).toEqual([]);
  });

  it.each([
    ['app=brewer', 3],
    ['app==brewer', 3],
    ['app!=brewer', 2],
    ['app in (brewer, planter)', 5],
    ['app notin (brewer)', 2],
    ['app', 5],
    ['!app', 0],
    ['app,app!=planter', 3],
  ])('has the pods that the label selector %s fits', async (labelSelector, count) => {
    const { items } = await coreApi(cloud).listPodForAllNamespaces({ labelSelector });
    expect(items).toHaveLength(count);
  });

  it.each([
    ['spec.serviceAccountName=planter', 2],
    ['metadata.namespace!=garden', 3],
    ['status.phase=Failed', 0],
  ])('has the pods that the field selector %s fits', async (fieldSelector, count) => {
    const { items } = await coreApi(cloud).listPodForAllNamespaces({ fieldSelector });
    expect(items).toHaveLength(count);
  });

  it.each([{ labelSelector: 'app=(' }, { fieldSelector: 'spec.containers=x' }])(
    'is a bad request with %o',
    async (selector) => {
      await expect(coreApi(cloud).listPodForAllNamespaces(selector)).rejects.toMatchObject({ code: 400 });
    },
  );

  it('has the identity webhook', async () => {
    const api = kubeConfig(cloud).makeApiClient(AdmissionregistrationV1Api);
    const { items } = await api.listMutatingWebhookConfiguration();
    expect(items.map((one) => one.metadata?.name)).toEqual(['pod-identity-webhook']);
  });
});

describe('what is no object', () => {
  it('tells its version', async () => {
    const version = await kubeConfig(cloud).makeApiClient(VersionApi).getCode();
    expect(version).toMatchObject({ major: '1', minor: '34' });
  });

  it('tells its issuer and the keys of its tokens', async () => {
    const discovery = await rawGet(cloud, '/.well-known/openid-configuration');
    expect(JSON.parse(discovery.body)).toMatchObject({ issuer: ISSUER });
    const jwks = await rawGet(cloud, '/openid/v1/jwks');
    expect(jwks.type).toBe('application/jwk-set+json');
    expect(JSON.parse(jwks.body).keys).toMatchObject([{ kty: 'RSA', alg: 'RS256' }]);
  });

  it('lists groups and resources', async () => {
    const core = await rawGet(cloud, '/api/v1');
    expect(JSON.parse(core.body).resources.map((one: { name: string }) => one.name)).toContain(
      'serviceaccounts',
    );
    expect(
      JSON.parse((await rawGet(cloud, '/apis')).body).groups.map(({ name }: { name: string }) => name),
    ).toEqual(['admissionregistration.k8s.io', 'apps']);
    expect((await rawGet(cloud, '/apis/admissionregistration.k8s.io/v1')).status).toBe(200);
  });

  it.each(['/api/v1/unicorns', '/apis/apps/v1/deployments', '/nowhere', '/api/v1/namespaces/%E0%A4%A/pods'])(
    'answers %s with a plain 404',
    async (path) => {
      expect(await rawGet(cloud, path)).toEqual({
        status: 404,
        type: 'text/plain; charset=utf-8',
        body: '404 page not found\n',
      });
    },
  );

  it('takes no writes', async () => {
    const answer = await rawGet(cloud, '/api/v1/namespaces/kitchen/pods/x', { method: 'DELETE' });
    expect(answer.status).toBe(405);
  });
});
