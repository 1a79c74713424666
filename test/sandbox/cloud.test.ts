import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Cloud, startCloud } from '../../src/sandbox/cloud.ts';
import { seededWorld } from '../../src/sandbox/scenarios/list.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud(seededWorld());
});
afterAll(() => cloud.close());

it('has a kubeconfig context for every cluster, named after its ARN, prod-eu first', async () => {
  const config = new KubeConfig();
  config.loadFromString(cloud.kubeconfig);
  expect(config.getCurrentContext()).toBe('arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu');
  expect(config.getContexts().map((context) => context.name.split('/')[1])).toEqual([
    'prod-eu',
    'staging',
    'batch',
    'analytics',
    'edge',
    'lab',
    'on-premises',
    'beijing',
    'legacy',
  ]);
  for (const { name } of config.getContexts()) {
    config.setCurrentContext(name);
    const { items } = await config.makeApiClient(CoreV1Api).listNamespace();
    expect(items.map((namespace) => namespace.metadata?.name)).toContain('kube-system');
  }
});

it('has an environment that leads the SDK to the main account', async () => {
  const { environment } = cloud;
  const iam = new IAMClient({
    endpoint: environment.AWS_ENDPOINT_URL ?? '',
    region: environment.AWS_REGION ?? '',
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    },
  });
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'payments-api' }));
  expect(Role?.Arn).toBe('arn:aws:iam::111122223333:role/payments-api');
});

it('has settings that name the role to read with in the other account', () => {
  expect(parse(cloud.settings)).toEqual({
    accounts: { '444455556666': { assumeRole: 'arn:aws:iam::444455556666:role/irsa-doctor-read' } },
  });
});

it('logs what was called, about what and where', async () => {
  const config = new KubeConfig();
  config.loadFromString(cloud.kubeconfig);
  const seen = cloud.requests.length;
  await config.makeApiClient(CoreV1Api).readNamespacedServiceAccount({ namespace: 'payments', name: 'api' });
  expect(cloud.requests.slice(seen)).toEqual([
    {
      service: 'kubernetes',
      action: 'get serviceaccounts',
      subject: 'payments/api',
      place: 'prod-eu',
      at: expect.any(Number),
      status: 200,
    },
  ]);
});
