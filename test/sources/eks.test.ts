import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAwsAccess } from '../../src/sources/aws-access.ts';
import { type AwsClients, createAwsClients } from '../../src/sources/aws-clients.ts';
import { createEksSource } from '../../src/sources/eks.ts';
import { failed } from '../../src/sources/piece.ts';
import {
  assumedRole,
  CREDENTIALS,
  callerIdentity,
  cluster,
  eksError,
  ISSUER,
  OWN_ACCOUNT,
} from './aws-wire.ts';
import { json, type Loopback, type Received, type Reply, startLoopback } from './loopback.ts';

const never = new AbortController().signal;
const ARN = `arn:aws:eks:eu-west-1:${OWN_ACCOUNT}:cluster/prod-eu`;
const identity = { name: 'prod-eu', region: 'eu-west-1', accountId: null };

let server: Loopback;
let clients: AwsClients;
let answer: (request: Received) => Reply;

beforeEach(async () => {
  answer = () => cluster();
  server = await startLoopback((request) => {
    const action = request.form.get('Action');
    if (action === 'GetCallerIdentity') return callerIdentity();
    return action === 'AssumeRole' ? assumedRole('ASIACLUSTER') : answer(request);
  });
  clients = createAwsClients({ endpoint: server.url, region: 'eu-west-1', credentials: CREDENTIALS });
});

afterEach(async () => {
  clients.close();
  await server.close();
});

function source(
  options: {
    assumeRole?: string;
    accountId?: string;
    accounts?: Record<string, { assumeRole: string }>;
  } = {},
) {
  const { assumeRole = null, accountId = null, accounts = {} } = options;
  return createEksSource({
    clusterName: 'prod',
    identify: async () => ({ ok: true, cluster: { ...identity, accountId } }),
    assumeRole,
    aws: createAwsAccess(accounts, clients),
  });
}

describe('describing the cluster', () => {
  it('answers name, ARN, region, account, issuer and version', async () => {
    expect(await source().describeCluster(never)).toEqual({
      state: 'known',
      source: 'eks:DescribeCluster',
      subject: 'cluster prod',
      value: {
        name: 'prod-eu',
        arn: ARN,
        region: 'eu-west-1',
        accountId: OWN_ACCOUNT,
        issuer: ISSUER,
        version: '1.34',
        platformVersion: 'eks.7',
        isAutoMode: false,
      },
    });
    expect(server.received[0]?.path).toBe('/clusters/prod-eu');
  });

  it.each<[string, Reply, object]>([
    ['a cluster without issuer', cluster({ identity: {} }), { state: 'known', value: { issuer: null } }],
    ['a missing one', eksError(404, 'ResourceNotFoundException', 'No cluster found'), { state: 'absent' }],
    [
      'a forbidden one',
      eksError(403, 'AccessDeniedException', 'not authorized to perform: eks:DescribeCluster'),
      {
        state: 'unreadable',
        cause: 'denied',
        permission: `eks:DescribeCluster on arn:aws:eks:eu-west-1:*:cluster/prod-eu`,
      },
    ],
    [
      'an HTML 404 as no answer at all',
      { status: 404, type: 'text/html', body: '<html>404</html>' },
      { state: 'unreadable', cause: 'failed', reason: 'the answer (HTTP 404) is not one that AWS gives' },
    ],
    [
      'a 404 without an error code as no answer at all',
      json({ message: 'not found' }, 404),
      { state: 'unreadable', cause: 'failed' },
    ],
    ['an empty answer', json({}), { state: 'unreadable', cause: 'failed' }],
    ['an ARN that is none', cluster({ arn: 'prod-eu' }), { state: 'unreadable', cause: 'failed' }],
  ])('knows %s', async (_name, reply, expected) => {
    answer = () => reply;
    expect(await source().describeCluster(never)).toMatchObject(expected);
  });

  it('asks once in five minutes, and anew after that', async () => {
    let now = 0;
    const eks = createEksSource({
      clusterName: 'prod',
      identify: async () => ({ ok: true, cluster: identity }),
      assumeRole: null,
      aws: createAwsAccess({}, clients),
      now: () => now,
    });
    await Promise.all([eks.describeCluster(never), eks.describeCluster(never)]);
    now = 299_000;
    await eks.describeCluster(never);
    expect(server.received).toHaveLength(1);
    now = 301_000;
    await eks.describeCluster(never);
    expect(server.received).toHaveLength(2);
  });

  it('does not keep a failure', async () => {
    answer = () => eksError(403, 'AccessDeniedException', 'no');
    const eks = source();
    await eks.describeCluster(never);
    answer = () => cluster();
    expect(await eks.describeCluster(never)).toMatchObject({ state: 'known' });
  });

  it('says why the cluster is not known', async () => {
    const obstacle = failed('no EKS cluster in eu-west-1 has this API server');
    const eks = createEksSource({
      clusterName: 'kind',
      identify: async () => ({ ok: false, obstacle }),
      assumeRole: null,
      aws: createAwsAccess({}, clients),
    });
    expect(await eks.describeCluster(never)).toMatchObject({ state: 'unreadable', ...obstacle });
    expect(await eks.listPodIdentityAssociations('a', 'b', never)).toMatchObject({ ...obstacle });
    expect(server.received).toEqual([]);
  });
});

describe('clusters of another account', () => {
  it('asks with the role of the cluster', async () => {
    await source({ assumeRole: 'arn:aws:iam::444455556666:role/read' }).describeCluster(never);
    expect(server.received[0]?.form.get('RoleArn')).toBe('arn:aws:iam::444455556666:role/read');
    expect(server.received[1]?.headers.authorization).toContain('ASIACLUSTER');
  });

  it('asks with the role of the account where the cluster has none', async () => {
    const accounts = { '444455556666': { assumeRole: 'arn:aws:iam::444455556666:role/account' } };
    await source({ accountId: '444455556666', accounts }).describeCluster(never);
    expect(server.received[0]?.form.get('RoleArn')).toBe('arn:aws:iam::444455556666:role/account');
  });

  it('does not ask the own account about them, and names the setting', async () => {
    expect(await source({ accountId: '444455556666' }).describeCluster(never)).toMatchObject({
      state: 'unreadable',
      cause: 'denied',
      reason: expect.stringContaining('assumeRole'),
    });
    expect(server.received.map(({ form }) => form.get('Action'))).toEqual(['GetCallerIdentity']);
  });
});

/** An association as the list tells it. */
function summary(associationId: string) {
  return { associationId, namespace: 'payments', serviceAccount: 'api', clusterName: 'prod-eu' };
}

describe('listing Pod Identity associations', () => {
  it('asks for those of the service account and follows the pages', async () => {
    answer = ({ query }) =>
      query.get('nextToken') === null
        ? json({ associations: [summary('a-1')], nextToken: 'more' })
        : json({ associations: [summary('a-2')] });
    expect(await source().listPodIdentityAssociations('payments', 'api', never)).toEqual({
      state: 'known',
      source: 'eks:ListPodIdentityAssociations',
      subject: 'Pod Identity associations of payments/api',
      value: [
        { id: 'a-1', namespace: 'payments', serviceAccount: 'api' },
        { id: 'a-2', namespace: 'payments', serviceAccount: 'api' },
      ],
    });
    const [first] = server.received;
    expect(first?.path).toBe('/clusters/prod-eu/pod-identity-associations');
    expect(first?.query.get('namespace')).toBe('payments');
    expect(first?.query.get('serviceAccount')).toBe('api');
  });

  it.each<[string, Reply, object]>([
    ['none', json({ associations: [] }), { state: 'known', value: [] }],
    [
      'an emulator without Pod Identity',
      { status: 404, type: 'text/html', body: '<html>404</html>' },
      { state: 'unreadable', cause: 'failed' },
    ],
    [
      'a missing permission',
      eksError(403, 'AccessDeniedException', 'no'),
      {
        cause: 'denied',
        permission: 'eks:ListPodIdentityAssociations on arn:aws:eks:eu-west-1:*:cluster/prod-eu',
      },
    ],
    ['an answer without the list', json({}), { state: 'unreadable', cause: 'failed' }],
  ])('knows %s', async (_name, reply, expected) => {
    answer = () => reply;
    expect(await source().listPodIdentityAssociations('payments', 'api', never)).toMatchObject(expected);
  });
});

describe('all Pod Identity associations of the cluster', () => {
  it('are asked for without a filter', async () => {
    answer = () => json({ associations: [{ ...summary('a-9'), serviceAccount: 'worker' }] });
    expect(await source().listAllPodIdentityAssociations(never)).toMatchObject({
      value: [{ id: 'a-9', namespace: 'payments', serviceAccount: 'worker' }],
    });
    expect([...(server.received[0]?.query.keys() ?? [])]).toEqual([]);
  });
});

describe('describing a Pod Identity association', () => {
  const described = (changes: object = {}) =>
    json({
      association: {
        ...summary('a-1'),
        roleArn: 'arn:aws:iam::111122223333:role/payments-api',
        createdAt: 1_772_443_200,
        ...changes,
      },
    });

  it('tells its role, and by default neither target nor policy, but tags', async () => {
    answer = () => described();
    expect(await source().describePodIdentityAssociation('a-1', never)).toEqual({
      state: 'known',
      source: 'eks:DescribePodIdentityAssociation',
      subject: 'Pod Identity association a-1',
      value: {
        id: 'a-1',
        namespace: 'payments',
        serviceAccount: 'api',
        roleArn: 'arn:aws:iam::111122223333:role/payments-api',
        targetRoleArn: null,
        externalId: null,
        hasSessionTags: true,
        sessionPolicy: null,
        createdAt: '2026-03-02T09:20:00.000Z',
      },
    });
    expect(server.received[0]?.path).toBe('/clusters/prod-eu/pod-identity-associations/a-1');
  });

  it('tells target, external id, switched off tags and policy where there are', async () => {
    const targetRoleArn = 'arn:aws:iam::444455556666:role/vault';
    answer = () => described({ targetRoleArn, externalId: 'x/y', disableSessionTags: true, policy: '{}' });
    expect(await source().describePodIdentityAssociation('a-1', never)).toMatchObject({
      value: { targetRoleArn, externalId: 'x/y', hasSessionTags: false, sessionPolicy: '{}' },
    });
  });

  it.each<[string, () => Reply, object]>([
    [
      'one that is gone',
      () => eksError(404, 'ResourceNotFoundException', 'No such association'),
      { state: 'absent' },
    ],
    [
      'a missing permission',
      () => eksError(403, 'AccessDeniedException', 'no'),
      {
        cause: 'denied',
        permission:
          'eks:DescribePodIdentityAssociation on arn:aws:eks:eu-west-1:*:podidentityassociation/prod-eu/a-1',
      },
    ],
    ['an answer without a role', () => described({ roleArn: undefined }), { state: 'unreadable' }],
  ])('knows %s', async (_name, reply, expected) => {
    answer = reply;
    expect(await source().describePodIdentityAssociation('a-1', never)).toMatchObject(expected);
  });
});

describe('the providers through which people sign in', () => {
  it('are told by their names', async () => {
    answer = () => json({ identityProviderConfigs: [{ type: 'oidc', name: 'company-login' }] });
    expect(await source().listIdentityProviders(never)).toEqual({
      state: 'known',
      source: 'eks:ListIdentityProviderConfigs',
      subject: 'identity providers of the cluster',
      value: ['company-login'],
    });
    expect(server.received[0]?.path).toBe('/clusters/prod-eu/identity-provider-configs');
  });

  it('are unreadable without the permission, which is named', async () => {
    answer = () => eksError(403, 'AccessDeniedException', 'no');
    expect(await source().listIdentityProviders(never)).toMatchObject({
      cause: 'denied',
      permission: 'eks:ListIdentityProviderConfigs on arn:aws:eks:eu-west-1:*:cluster/prod-eu',
    });
  });
});
