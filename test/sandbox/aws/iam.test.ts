import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  GetAccountAuthorizationDetailsCommand,
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  ListOpenIDConnectProvidersCommand,
  ListRolesCommand,
  paginateListRoles,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../../../src/sandbox/cloud.ts';
import { addRole } from '../../../src/sandbox/world/account.ts';
import { accountOf } from '../../../src/sandbox/world/world.ts';
import { PROVIDER_ARN, smallWorld } from '../small-world.ts';
import { awsClients } from './clients.ts';

const world = smallWorld();
let cloud: Cloud;
let iam: ReturnType<typeof awsClients>['iam'];
beforeAll(async () => {
  cloud = await startCloud(world);
  iam = awsClients(cloud).iam;
});
afterAll(() => cloud.close());

describe('roles', () => {
  it('answers GetRole with the trust policy percent-encoded, whatever characters it holds', async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'tea-brewer' }));
    expect(Role).toMatchObject({
      Arn: 'arn:aws:iam::222233334444:role/kitchen/tea-brewer',
      Path: '/kitchen/',
      RoleName: 'tea-brewer',
      MaxSessionDuration: 3600,
      CreateDate: new Date('2026-02-11T08:30:00Z'),
      RoleLastUsed: { LastUsedDate: new Date('2026-03-05T07:00:00Z') },
    });
    expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B%22Version%22/);
    expect(Role?.AssumeRolePolicyDocument).not.toMatch(/[^%A-Za-z0-9._~-]/);
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(
      accountOf(world, '222233334444').roles.get('tea-brewer')?.trustPolicy,
    );
  });

  it('finds a role without regard to case, and tells its real name', async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'Tea-Brewer' }));
    expect(Role?.RoleName).toBe('tea-brewer');
  });

  it.each([
    ['coffee', 'NoSuchEntityException', 404, 'The role with name coffee cannot be found.'],
    ['kitchen/tea', 'ValidationError', 400, /roleName is invalid/],
    ['a'.repeat(65), 'ValidationError', 400, /roleName is invalid/],
  ])('refuses GetRole of %s with %s', async (RoleName, name, status, message) => {
    await expect(iam.send(new GetRoleCommand({ RoleName }))).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: status, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it('pages through ListRoles by Marker and leaves out when roles were last used', async () => {
    const other = accountOf(world, '222233334444');
    for (let at = 0; at < 25; at += 1) addRole(other, { name: `extra-${at}`, trustPolicy: {} });
    const pages = [];
    for await (const page of paginateListRoles({ client: iam, pageSize: 10 }, {})) pages.push(page);
    expect(pages.map((page) => page.Roles?.length)).toEqual([10, 10, 6]);
    expect(pages.map((page) => page.IsTruncated)).toEqual([true, true, false]);
    const names = pages.flatMap((page) => page.Roles?.map((role) => role.RoleName));
    expect(new Set(names).size).toBe(26);
    expect(pages[0]?.Roles?.[0]).not.toHaveProperty('RoleLastUsed');
    const kitchen = await iam.send(new ListRolesCommand({ PathPrefix: '/kitchen/' }));
    expect(kitchen.Roles?.map((role) => role.RoleName)).toEqual(['tea-brewer']);
  });

  it('refuses a marker that it did not hand out', async () => {
    await expect(iam.send(new ListRolesCommand({ Marker: 'made-up' }))).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });

  it('lists roles with their policies in GetAccountAuthorizationDetails', async () => {
    const details = await iam.send(
      new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'], MaxItems: 3 }),
    );
    expect(details.RoleDetailList).toHaveLength(3);
    expect(details.RoleDetailList?.[0]?.AssumeRolePolicyDocument).toBeTruthy();
    expect(details.IsTruncated).toBe(true);
    const users = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['User'] }));
    expect(users.RoleDetailList).toEqual([]);
  });

  it('saves a trust policy, and the next GetRole answers it', async () => {
    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: PROVIDER_ARN },
          Action: 'sts:AssumeRoleWithWebIdentity',
        },
      ],
    });
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'extra-1', PolicyDocument: document }));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'extra-1' }));
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(document);
  });

  it('keeps the old trust policy where it refuses the new one', async () => {
    const before = accountOf(world, '222233334444').roles.get('extra-2')?.trustPolicy;
    await expect(
      iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'extra-2', PolicyDocument: 'not json' })),
    ).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: 'This policy contains invalid Json',
    });
    expect(accountOf(world, '222233334444').roles.get('extra-2')?.trustPolicy).toBe(before);
  });
});

describe('OIDC providers', () => {
  it('answers the URL without a scheme and the client ids as they are', async () => {
    const provider = await iam.send(
      new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: PROVIDER_ARN }),
    );
    expect(provider.Url).toBe('oidc.eks.eu-north-1.amazonaws.com/id/6E1F00C2A9D84B7790AB53C1D2E4F687');
    expect(provider.ClientIDList).toEqual(['sts.amazonaws.com', 'other & <client>']);
  });

  it.each([
    [PROVIDER_ARN.toLowerCase(), 'NoSuchEntityException', /OpenIDConnect Provider not found for arn/],
    ['arn:aws:iam::222233334444:role/tea', 'InvalidInputException', /Invalid ARN/],
    [
      PROVIDER_ARN.replace('222233334444', '999900001111'),
      'AccessDenied',
      /^User: arn:aws:iam::222233334444:user\/tester is not authorized to perform: iam:GetOpenIDConnectProvider on resource: arn:aws:iam::999900001111:/,
    ],
  ])('refuses %s with %s', async (OpenIDConnectProviderArn, name, message) => {
    await expect(
      iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn })),
    ).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it('creates a provider once, and takes a client id into it', async () => {
    const Url = 'https://oidc.eks.eu-north-1.amazonaws.com/id/NEWNEWNEWNEWNEWNEWNEWNEWNEWNEWNE';
    const create = () => iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList: [] }));
    const { OpenIDConnectProviderArn } = await create();
    await expect(create()).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
    const get = () => iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
    expect((await get()).ClientIDList).toEqual([]);
    await iam.send(
      new AddClientIDToOpenIDConnectProviderCommand({
        OpenIDConnectProviderArn,
        ClientID: 'sts.amazonaws.com',
      }),
    );
    expect((await get()).ClientIDList).toEqual(['sts.amazonaws.com']);
    const list = await iam.send(new ListOpenIDConnectProvidersCommand({}));
    expect(list.OpenIDConnectProviderList?.map((one) => one.Arn)).toEqual([
      PROVIDER_ARN,
      OpenIDConnectProviderArn,
    ]);
  });
});
