import { describe, expect, it } from 'vitest';
import { collectDeniedCall } from '../../src/checker/collect-denied-call.ts';
import type { ClusterPorts, PermissionsPort } from '../../src/checker/ports.ts';
import { readWithin } from '../../src/checker/read-within.ts';
import type { Call, Evidence } from '../../src/checker/vocabulary/evidence.ts';
import type { Symptom } from '../../src/checker/vocabulary/symptom.ts';
import {
  ACCOUNT,
  accountPiece,
  aRole,
  aSymptom,
  denied,
  known,
  ROLE_ARN,
  rolePiece,
  situationOf,
} from './evidence.ts';

const NEXT = 'arn:aws:iam::444455556666:role/zones';

interface Has {
  readonly attached?: readonly string[];
  readonly inline?: readonly string[];
  readonly permissions?: Partial<PermissionsPort>;
}

async function collected(
  symptom: Partial<Symptom>,
  { attached = [], inline = [], permissions = {} }: Has = {},
  evidence: Partial<Evidence> = {},
) {
  const asked: string[] = [];
  const calls: Call[] = [];
  const port: PermissionsPort = {
    listAttachedPolicies: async () =>
      known('iam:ListAttachedRolePolicies', 'attached', { arns: attached, isWhole: true }),
    listInlinePolicies: async () => known('iam:ListRolePolicies', 'inline', { names: inline, isWhole: true }),
    getInlinePolicy: async (_, __, name) => known('iam:GetRolePolicy', name, '{}'),
    getDefaultVersion: async (_, arn) => known('iam:GetPolicy', arn, 'v7'),
    getPolicyVersion: async (_, arn, version) => {
      asked.push(`${arn} ${version}`);
      return known('iam:GetPolicyVersion', arn, '{}');
    },
    simulate: async (accountId, { roleArn, action, resource }) => {
      asked.push(`simulate ${accountId} ${roleArn} ${action} ${resource}`);
      return denied('iam:SimulatePrincipalPolicy', 'the call');
    },
    decodeMessage: async () => denied('sts:DecodeAuthorizationMessage', 'the message'),
    ...permissions,
  };
  const ports: Pick<ClusterPorts, 'permissions' | 'iam'> = {
    permissions: port,
    iam: {
      getRole: async (accountId, name) => {
        asked.push(`role ${accountId} ${name}`);
        return known('iam:GetRole', name, aRole({ arn: `arn:aws:iam::${accountId}:role/${name}`, name }));
      },
      getOidcProvider: async () => denied('iam:GetOpenIDConnectProvider', 'provider'),
      listOidcProviders: async () => denied('iam:ListOpenIDConnectProviders', 'providers'),
    },
  };
  const told = aSymptom({
    kind: 'downstream-denied',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::bucket/key',
    principalArn: `arn:aws:sts::${ACCOUNT}:assumed-role/payments-api/session`,
    accountId: ACCOUNT,
    roleName: 'payments-api',
    ...symptom,
  });
  const signal = new AbortController().signal;
  const result = await collectDeniedCall(situationOf(evidence, { symptom: told }), ports, (read) =>
    readWithin(read, { now: () => 0, limitMs: 1000, signal }, calls),
  );
  return { result, asked, apis: calls.map(({ api }) => api) };
}

describe('what is read of a refused call', () => {
  it('is the role, its policies and one simulation, the role only once', async () => {
    const { result, asked, apis } = await collected({}, { attached: ['arn:p'], inline: ['own'] });
    expect(asked).toContain(`simulate ${ACCOUNT} ${ROLE_ARN} s3:GetObject arn:aws:s3:::bucket/key`);
    expect(apis.toSorted()).toEqual([
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
      'iam:SimulatePrincipalPolicy',
    ]);
    expect(result?.policies).toMatchObject({ state: 'known', value: { unread: [] } });
    expect(asked).toContain('arn:p v7');
  });

  it.each<[string, Partial<Symptom>]>([
    ['an organisation', { denyReason: 'scp' }],
    ['the owner of the resource', { denyReason: 'rcp' }],
    ['an endpoint', { denyReason: 'vpce' }],
    ['a session', { denyReason: 'session' }],
    ['a resource', { denyReason: 'resource-based' }],
    ['the same role again', { action: 'sts:AssumeRole', resource: ROLE_ARN }],
  ])('is nothing more where the text leaves nothing open: %s', async (_, symptom) => {
    const { result, apis } = await collected(symptom);
    expect(apis).toEqual([]);
    expect(result?.policies.state).toBe('unasked');
  });

  it.each<[string, Partial<Symptom>]>([
    ["the node's role", { nodeRole: true }],
    ['a user', { principalArn: `arn:aws:iam::${ACCOUNT}:user/alice`, roleName: null }],
    ['web identity itself', { action: 'sts:AssumeRoleWithWebIdentity' }],
    ['an action that nobody can make out', { action: null }],
    ['an action with a wildcard', { action: 's3:*' }],
    ['another kind of error', { kind: 'assume-web-identity-denied' }],
  ])('is nothing for %s', async (_, symptom) => {
    const { result, apis } = await collected(symptom);
    expect(result).toBeNull();
    expect(apis).toEqual([]);
  });

  it('goes no further than ten policies of a kind, and names the others', async () => {
    const many = Array.from({ length: 14 }, (_, at) => `arn:aws:iam::aws:policy/p${at}`);
    const { result, apis } = await collected({}, { attached: many });
    expect(apis.filter((api) => api === 'iam:GetPolicyVersion')).toHaveLength(10);
    expect(result?.policies).toMatchObject({ value: { unread: many.slice(10) } });
  });

  it('names a policy that could not be read', async () => {
    const permissions = { getInlinePolicy: async () => denied<string>('iam:GetRolePolicy', 'own') };
    const { result } = await collected({}, { inline: ['own'], permissions });
    expect(result?.policies).toMatchObject({ value: { policies: [], unread: ['own'] } });
  });

  it('is nothing where another role made the call, whatever the text says of it', async () => {
    for (const resource of ['arn:aws:s3:::bucket/key', NEXT]) {
      const { asked, apis, result } = await collected({
        action: resource === NEXT ? 'sts:AssumeRole' : 's3:GetObject',
        resource,
        roleName: 'batch',
        principalArn: `arn:aws:sts::${ACCOUNT}:assumed-role/batch/x`,
      });
      expect([...asked, ...apis]).toEqual([]);
      expect(result?.policies.state).toBe('unasked');
    }
  });

  it('is nothing where the service account is not known to have a role', async () => {
    const { apis } = await collected(
      { roleArn: ROLE_ARN },
      {},
      { serviceAccount: accountPiece({ annotations: {} }) },
    );
    expect(apis).toEqual([]);
  });

  it("is the service account's role where the text masks the caller", async () => {
    const { asked } = await collected({ principalArn: null, roleName: null, accountId: null });
    expect(asked).toEqual([`simulate ${ACCOUNT} ${ROLE_ARN} s3:GetObject arn:aws:s3:::bucket/key`]);
  });

  it('is the next role as well where the call was to assume it', async () => {
    const { asked, result } = await collected({ action: 'sts:AssumeRole', resource: NEXT });
    expect(asked).toContain('role 444455556666 zones');
    expect(result?.nextRole.state).toBe('known');
  });

  it('is the boundary where the role has one', async () => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy/team`;
    const { result } = await collected({}, {}, { role: rolePiece({ boundaryArn: arn }) });
    expect(result?.boundary).toMatchObject({ state: 'known', value: { name: 'team', arn } });
  });
});
