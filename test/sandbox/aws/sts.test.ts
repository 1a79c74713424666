import { GetRoleCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../../../src/sandbox/cloud.ts';
import { addRole } from '../../../src/sandbox/world/account.ts';
import { accountOf } from '../../../src/sandbox/world/world.ts';
import { smallWorld } from '../small-world.ts';
import { awsClients } from './clients.ts';

const world = smallWorld();
const partner = accountOf(world, '777788889999');
const trusting = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::222233334444:root' }, Action: 'sts:AssumeRole' },
  ],
};
addRole(partner, { name: 'reader', trustPolicy: trusting, actions: ['iam:GetRole'] });
addRole(partner, { name: 'closed', trustPolicy: { Version: '2012-10-17', Statement: [] } });

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud(world);
});
afterAll(() => cloud.close());

it('tells who calls', async () => {
  const { sts } = awsClients(cloud);
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '222233334444',
    Arn: 'arn:aws:iam::222233334444:user/tester',
    UserId: 'AIDATESTER',
  });
});

it('hands out credentials that act in the account of the role, with the rights of the role', async () => {
  const { Credentials, AssumedRoleUser } = await awsClients(cloud).sts.send(
    new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::777788889999:role/reader', RoleSessionName: 'visit' }),
  );
  expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::777788889999:assumed-role/reader/visit');
  expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now());
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA777788889999/);
  const visitor = awsClients(cloud, {
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  });
  const { Role } = await visitor.iam.send(new GetRoleCommand({ RoleName: 'closed' }));
  expect(Role?.Arn).toBe('arn:aws:iam::777788889999:role/closed');
  await expect(visitor.iam.send(new ListRolesCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
    message:
      'User: arn:aws:sts::777788889999:assumed-role/reader/visit is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::777788889999:role/ because no identity-based policy allows the iam:ListRoles action',
  });
});

it.each(['closed', 'nobody'])('refuses to assume %s and does not say whether it exists', async (name) => {
  const RoleArn = `arn:aws:iam::777788889999:role/${name}`;
  await expect(
    awsClients(cloud).sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'visit' })),
  ).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: arn:aws:iam::222233334444:user/tester is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
  });
});

it('refuses what is no role ARN', async () => {
  await expect(
    awsClients(cloud).sts.send(
      new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::12345:role/short', RoleSessionName: 'visit' }),
    ),
  ).rejects.toMatchObject({ name: 'ValidationError', message: 'Request ARN is invalid' });
});

it('refuses a session of less than a quarter of an hour', async () => {
  const RoleArn = 'arn:aws:iam::777788889999:role/reader';
  await expect(
    awsClients(cloud).sts.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'visit', DurationSeconds: 60 }),
    ),
  ).rejects.toMatchObject({ name: 'ValidationError', message: expect.stringContaining('durationSeconds') });
});
