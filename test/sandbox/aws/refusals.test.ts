import { DescribeClusterCommand } from '@aws-sdk/client-eks';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../../../src/sandbox/cloud.ts';
import type { World } from '../../../src/sandbox/world/world.ts';
import { KEY, smallWorld } from '../small-world.ts';
import { awsClients } from './clients.ts';

let world: World;
let cloud: Cloud;
beforeEach(async () => {
  world = smallWorld();
  cloud = await startCloud(world);
});
afterEach(() => cloud.close());

const getRole = (clients = awsClients(cloud), abortSignal = AbortSignal.timeout(5000)) =>
  clients.iam.send(new GetRoleCommand({ RoleName: 'tea-brewer' }), { abortSignal });
const describeCluster = (clients = awsClients(cloud)) =>
  clients.eks.send(new DescribeClusterCommand({ name: 'tea' }));

describe('who calls', () => {
  it('wants a signature, and says so in the form of the service', async () => {
    const body = 'Action=GetRole&Version=2010-05-08&RoleName=tea-brewer';
    const iam = await fetch(cloud.awsUrl, { method: 'POST', body });
    expect(iam.status).toBe(403);
    expect(await iam.text()).toContain('<Code>MissingAuthenticationToken</Code>');
    const eks = await fetch(`${cloud.awsUrl}/clusters/tea`);
    expect(eks.status).toBe(403);
    expect(eks.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    const broken = await fetch(cloud.awsUrl, { method: 'POST', body, headers: { authorization: 'AWS4' } });
    expect(await broken.text()).toContain('<Code>IncompleteSignature</Code>');
  });

  it('does not know a key that nobody was given', async () => {
    const stranger = awsClients(cloud, { credentials: { ...KEY, accessKeyId: 'AKIASTRANGER' } });
    await expect(getRole(stranger)).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(describeCluster(stranger)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });

  it('refuses what the key may not do, naming caller, action and resource', async () => {
    const key = world.accessKeys.get(KEY.accessKeyId);
    if (key !== undefined) key.actions = ['iam:ListRoles'];
    await expect(getRole()).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:iam::222233334444:user/tester is not authorized to perform: iam:GetRole on resource: role tea-brewer because no identity-based policy allows the iam:GetRole action',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(describeCluster()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        'is not authorized to perform: eks:DescribeCluster on resource: arn:aws:eks:eu-north-1:222233334444:cluster/tea',
      ),
    });
    // Nobody needs a permission for this one.
    await expect(awsClients(cloud).sts.send(new GetCallerIdentityCommand({}))).resolves.toBeTruthy();
  });
});

describe('faults', () => {
  it('denies, for the one role that was named', async () => {
    world.faults.push({ api: 'iam:GetRole', match: 'tea-brewer', kind: 'denied' });
    await expect(getRole()).rejects.toMatchObject({ name: 'AccessDenied' });
    const other = awsClients(cloud).iam.send(new GetRoleCommand({ RoleName: 'other' }));
    await expect(other).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('throttles as often as told, so that a client that tries again gets through', async () => {
    world.faults.push({ api: 'iam:GetRole', kind: 'throttled', times: 2 });
    await expect(getRole()).rejects.toMatchObject({ name: 'Throttling', message: 'Rate exceeded' });
    const { Role } = await getRole(awsClients(cloud, { attempts: 3 }));
    expect(Role?.RoleName).toBe('tea-brewer');
    expect(cloud.requests.map((one) => one.status)).toEqual([400, 400, 200]);
    world.faults.push({ api: 'eks:*', kind: 'throttled' });
    await expect(describeCluster()).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it('is unavailable', async () => {
    world.faults.push({ api: 'eks:DescribeCluster', kind: 'unavailable' });
    await expect(describeCluster()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
  });

  it('answers a web page in the place of XML and JSON', async () => {
    world.faults.push({ api: 'iam:*', kind: 'garbage' }, { api: 'eks:*', kind: 'garbage' });
    await expect(describeCluster()).rejects.toThrow();
    const role = await getRole().catch((error: unknown) => error);
    expect(role).not.toHaveProperty('Role.RoleName');
  });

  it('hangs until the caller gives up', async () => {
    world.faults.push({ api: 'iam:GetRole', kind: 'hang' });
    await expect(getRole(undefined, AbortSignal.timeout(100))).rejects.toMatchObject({ name: 'AbortError' });
    expect(cloud.requests).toMatchObject([{ service: 'iam', action: 'GetRole', status: null }]);
  });

  it('takes its time', async () => {
    world.delays.push({ api: 'iam:GetRole', ms: 120 });
    const begun = performance.now();
    await getRole();
    expect(performance.now() - begun).toBeGreaterThan(110);
  });
});

it('closes with requests still open, and twice', async () => {
  world.faults.push({ api: 'iam:GetRole', kind: 'hang' });
  const open = getRole().catch(() => 'dropped');
  while (cloud.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await cloud.close();
  await cloud.close();
  expect(await open).toBe('dropped');
});
