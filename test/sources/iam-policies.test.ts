import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAwsAccess } from '../../src/sources/aws-access.ts';
import { type AwsClients, createAwsClients } from '../../src/sources/aws-clients.ts';
import { createPermissionsPort } from '../../src/sources/iam-policies.ts';
import { CREDENTIALS, callerIdentity, OWN_ACCOUNT, xml, xmlError } from './aws-wire.ts';
import { type Loopback, type Received, type Reply, startLoopback } from './loopback.ts';

const never = new AbortController().signal;
const POLICY = `arn:aws:iam::${OWN_ACCOUNT}:policy/queues`;
const ROLE = `arn:aws:iam::${OWN_ACCOUNT}:role/api`;

let server: Loopback;
let clients: AwsClients;
let answers: Record<string, (request: Received) => Reply>;

beforeEach(async () => {
  answers = { GetCallerIdentity: () => callerIdentity() };
  server = await startLoopback((request) => {
    const action = request.form.get('Action') ?? '';
    return answers[action]?.(request) ?? xmlError(400, 'InvalidAction', action);
  });
  clients = createAwsClients({ endpoint: server.url, region: 'eu-west-1', credentials: CREDENTIALS });
});

afterEach(async () => {
  clients.close();
  await server.close();
});

const port = () => createPermissionsPort(createAwsAccess({}, clients), null);
const asked = (action: string) => server.received.filter(({ form }) => form.get('Action') === action);

describe('reading what a role may do', () => {
  it('lists both kinds of policies, and says where there are more than one page', async () => {
    answers.ListAttachedRolePolicies = () =>
      xml(
        'ListAttachedRolePolicies',
        `<AttachedPolicies><member><PolicyName>queues</PolicyName><PolicyArn>${POLICY}</PolicyArn></member></AttachedPolicies><IsTruncated>true</IsTruncated>`,
      );
    answers.ListRolePolicies = () =>
      xml(
        'ListRolePolicies',
        '<PolicyNames><member>own</member></PolicyNames><IsTruncated>false</IsTruncated>',
      );
    expect(await port().listAttachedPolicies(OWN_ACCOUNT, 'api', never)).toMatchObject({
      state: 'known',
      source: 'iam:ListAttachedRolePolicies',
      value: { arns: [POLICY], isWhole: false },
    });
    expect(await port().listInlinePolicies(OWN_ACCOUNT, 'api', never)).toMatchObject({
      state: 'known',
      value: { names: ['own'], isWhole: true },
    });
  });

  it('decodes documents, which IAM percent-encodes', async () => {
    const document = '{"Statement":[{"Resource":"arn:aws:s3:::a%20b/*"}]}';
    const encoded = encodeURIComponent(document);
    answers.GetRolePolicy = () =>
      xml(
        'GetRolePolicy',
        `<RoleName>api</RoleName><PolicyName>own</PolicyName><PolicyDocument>${encoded}</PolicyDocument>`,
      );
    answers.GetPolicyVersion = () =>
      xml('GetPolicyVersion', `<PolicyVersion><Document>${encoded}</Document></PolicyVersion>`);
    answers.GetPolicy = () =>
      xml('GetPolicy', `<Policy><Arn>${POLICY}</Arn><DefaultVersionId>v3</DefaultVersionId></Policy>`);
    expect(await port().getInlinePolicy(OWN_ACCOUNT, 'api', 'own', never)).toMatchObject({ value: document });
    expect(await port().getDefaultVersion(OWN_ACCOUNT, POLICY, never)).toMatchObject({ value: 'v3' });
    expect(await port().getPolicyVersion(OWN_ACCOUNT, POLICY, 'v3', never)).toMatchObject({
      value: document,
    });
    expect(asked('GetPolicyVersion')[0]?.form.get('VersionId')).toBe('v3');
  });

  it('asks the simulator for one action on one resource', async () => {
    answers.SimulatePrincipalPolicy = () =>
      xml(
        'SimulatePrincipalPolicy',
        `<IsTruncated>false</IsTruncated><EvaluationResults><member><EvalActionName>s3:GetObject</EvalActionName><EvalDecision>explicitDeny</EvalDecision><MatchedStatements><member><SourcePolicyId>guard</SourcePolicyId></member></MatchedStatements><OrganizationsDecisionDetail><AllowedByOrganizations>false</AllowedByOrganizations></OrganizationsDecisionDetail></member></EvaluationResults>`,
      );
    const call = { roleArn: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' };
    expect(await port().simulate(OWN_ACCOUNT, call, never)).toMatchObject({
      state: 'known',
      value: {
        decision: 'explicitDeny',
        matched: ['guard'],
        isAllowedByOrganization: false,
        isAllowedByBoundary: null,
      },
    });
    const form = asked('SimulatePrincipalPolicy')[0]?.form;
    expect(form?.get('PolicySourceArn')).toBe(ROLE);
    expect(form?.get('ActionNames.member.1')).toBe('s3:GetObject');
    expect(form?.get('ResourceArns.member.1')).toBe('arn:aws:s3:::bucket/key');
    expect(form?.has('ResourceArns.member.2')).toBe(false);
    await port().simulate(OWN_ACCOUNT, { ...call, resource: null }, never);
    expect(asked('SimulatePrincipalPolicy')[1]?.form.has('ResourceArns.member.1')).toBe(false);
  });

  it('tells which condition keys the simulator had no values for', async () => {
    answers.SimulatePrincipalPolicy = () =>
      xml(
        'SimulatePrincipalPolicy',
        '<EvaluationResults><member><EvalActionName>sts:AssumeRole</EvalActionName><EvalDecision>implicitDeny</EvalDecision><MissingContextValues><member>aws:PrincipalTag/team</member></MissingContextValues></member></EvaluationResults>',
      );
    const call = { roleArn: ROLE, action: 'sts:AssumeRole', resource: null };
    expect(await port().simulate(OWN_ACCOUNT, call, never)).toMatchObject({
      value: { decision: 'implicitDeny', missingKeys: ['aws:PrincipalTag/team'] },
    });
  });

  it.each([
    '',
    '<EvaluationResults/>',
    '<EvaluationResults><member><EvalDecision>perhaps</EvalDecision></member></EvaluationResults>',
  ])('takes an answer that AWS does not give for none: %j', async (result) => {
    answers.SimulatePrincipalPolicy = () => xml('SimulatePrincipalPolicy', result);
    const call = { roleArn: ROLE, action: 's3:GetObject', resource: null };
    expect(await port().simulate(OWN_ACCOUNT, call, never)).toMatchObject({
      state: 'unreadable',
      cause: 'failed',
    });
  });

  it('tells a policy that does not exist from one that may not be read', async () => {
    answers.GetPolicy = () => xmlError(404, 'NoSuchEntity', 'gone');
    expect(await port().getDefaultVersion(OWN_ACCOUNT, POLICY, never)).toMatchObject({ state: 'absent' });
    answers.GetPolicy = () => xmlError(403, 'AccessDenied', 'no');
    expect(await port().getDefaultVersion(OWN_ACCOUNT, POLICY, never)).toMatchObject({
      state: 'unreadable',
      permission: `iam:GetPolicy on ${POLICY}`,
    });
  });

  it('says which account the credentials would have to be of', async () => {
    const piece = await port().listInlinePolicies('444455556666', 'api', never);
    expect(piece).toMatchObject({ state: 'unreadable', reason: expect.stringContaining('444455556666') });
    expect(asked('ListRolePolicies')).toEqual([]);
  });

  it('stops when it is told to', async () => {
    answers.GetPolicy = () => xmlError(503, 'ServiceUnavailable', 'later');
    const piece = await port().getDefaultVersion(OWN_ACCOUNT, POLICY, AbortSignal.abort());
    expect(piece).toMatchObject({ state: 'unreadable', cause: 'failed' });
  });
});
