import {
  CreatePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../../../src/sandbox/cloud.ts';
import { addRole } from '../../../src/sandbox/world/account.ts';
import { addPolicy, putRolePolicy } from '../../../src/sandbox/world/permissions.ts';
import { accountOf } from '../../../src/sandbox/world/world.ts';
import { smallWorld } from '../small-world.ts';
import { awsClients } from './clients.ts';

const world = smallWorld();
const account = accountOf(world, '222233334444');
const role = addRole(account, { name: 'cook', trustPolicy: {} });
let cloud: Cloud;
let iam: ReturnType<typeof awsClients>['iam'];
beforeAll(async () => {
  putRolePolicy(role, 'soup', { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::soup/*' });
  role.attachedPolicies.push(
    addPolicy(account, 'no-salt', { Effect: 'Deny', Action: '*', Resource: 'arn:aws:s3:::soup/salt' }),
  );
  cloud = await startCloud(world);
  iam = awsClients(cloud).iam;
});
afterAll(() => cloud.close());

async function simulated(action: string, resource: string) {
  const { EvaluationResults } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: role.arn,
      ActionNames: [action],
      ResourceArns: [resource],
    }),
  );
  return EvaluationResults?.[0];
}

describe('the permissions of a role', () => {
  it('are listed and read as IAM answers them', async () => {
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'cook' }));
    expect(AttachedPolicies).toEqual([
      { PolicyName: 'no-salt', PolicyArn: 'arn:aws:iam::222233334444:policy/no-salt' },
    ]);
    expect((await iam.send(new ListRolePoliciesCommand({ RoleName: 'cook' }))).PolicyNames).toEqual(['soup']);
    const inline = await iam.send(new GetRolePolicyCommand({ RoleName: 'cook', PolicyName: 'soup' }));
    expect(decodeURIComponent(inline.PolicyDocument ?? '')).toBe(role.inlinePolicies.get('soup'));
    const PolicyArn = 'arn:aws:iam::222233334444:policy/no-salt';
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const VersionId = Policy?.DefaultVersionId;
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toContain('"Deny"');
  });

  it.each([
    ['s3:GetObject', 'arn:aws:s3:::soup/leek', 'allowed'],
    ['s3:PutObject', 'arn:aws:s3:::soup/leek', 'implicitDeny'],
    ['s3:GetObject', 'arn:aws:s3:::stew/leek', 'implicitDeny'],
    ['s3:GetObject', 'arn:aws:s3:::soup/salt', 'explicitDeny'],
  ])('are simulated: %s on %s is %s', async (action, resource, decision) => {
    expect((await simulated(action, resource))?.EvalDecision).toBe(decision);
  });

  it('end where the boundary and the organisation end', async () => {
    const leek = 'arn:aws:s3:::soup/leek';
    role.boundaryArn = addPolicy(account, 'kitchen', { Effect: 'Allow', Action: 'sqs:*', Resource: '*' });
    expect(await simulated('s3:GetObject', leek)).toMatchObject({
      EvalDecision: 'implicitDeny',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    });
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'cook' }));
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(role.boundaryArn);
    role.boundaryArn = null;
    account.closedActions.add('s3:GetObject');
    expect(await simulated('s3:GetObject', leek)).toMatchObject({
      EvalDecision: 'implicitDeny',
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
    });
    account.closedActions.clear();
    expect((await simulated('s3:GetObject', leek))?.EvalDecision).toBe('allowed');
  });

  it('change when they are saved', async () => {
    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }],
    });
    await iam.send(
      new PutRolePolicyCommand({ RoleName: 'cook', PolicyName: 'more', PolicyDocument: document }),
    );
    expect((await simulated('s3:PutObject', 'arn:aws:s3:::stew/leek'))?.EvalDecision).toBe('allowed');
    const PolicyArn = 'arn:aws:iam::222233334444:policy/no-salt';
    await iam.send(
      new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document, SetAsDefault: true }),
    );
    expect((await simulated('s3:GetObject', 'arn:aws:s3:::soup/salt'))?.EvalDecision).toBe('allowed');
  });

  it.each([
    ['GetRolePolicy', () => iam.send(new GetRolePolicyCommand({ RoleName: 'cook', PolicyName: 'pie' }))],
    [
      'GetPolicy',
      () => iam.send(new GetPolicyCommand({ PolicyArn: 'arn:aws:iam::222233334444:policy/pie' })),
    ],
    ['ListRolePolicies', () => iam.send(new ListRolePoliciesCommand({ RoleName: 'baker' }))],
  ])('%s refuses what is not there', async (_, call) => {
    await expect(call()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});
