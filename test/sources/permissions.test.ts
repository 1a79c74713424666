import { readFileSync } from 'node:fs';
import { KubeConfig } from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { Piece } from '../../src/checker/vocabulary/evidence.ts';
import { createAwsAccess } from '../../src/sources/aws-access.ts';
import { createAwsClients } from '../../src/sources/aws-clients.ts';
import { openByKubeconfig } from '../../src/sources/clusters/open-cluster.ts';
import type { SourceSettings } from '../../src/sources/settings.ts';
import { assumedRole, CREDENTIALS, callerIdentity, eksError, OWN_ACCOUNT, xmlError } from './aws-wire.ts';
import { json, type Loopback, startLoopback } from './loopback.ts';

const never = new AbortController().signal;
const POLICY = `arn:aws:iam::${OWN_ACCOUNT}:policy/queues`;
const ROLE = `arn:aws:iam::${OWN_ACCOUNT}:role/api`;
const OTHER_ROLE = 'arn:aws:iam::444455556666:role/irsa-doctor-read';

/** A world that refuses everything, so that every read says which permission it lacks. */
let world: Loopback;
let mayAssume: boolean;

beforeEach(async () => {
  mayAssume = true;
  world = await startLoopback(({ path, form }) => {
    if (path.startsWith('/api/') || path.startsWith('/apis/') || path.startsWith('/.well-known/')) {
      return json({ kind: 'Status', message: 'forbidden', code: 403 }, 403);
    }
    const action = form.get('Action');
    if (action === null) return eksError(403, 'AccessDeniedException', 'denied');
    if (action === 'GetCallerIdentity') return callerIdentity();
    return action === 'AssumeRole' && mayAssume
      ? assumedRole('ASIAX')
      : xmlError(403, 'AccessDenied', 'denied');
  });
});

afterEach(() => world.close());

function opened(accounts: SourceSettings['accounts'] = {}, eksName: string | null = 'prod') {
  const clients = createAwsClients({ endpoint: world.url, region: 'eu-west-1', credentials: CREDENTIALS });
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: 'c', server: world.url, skipTLSVerify: true },
    { name: 'u', token: 't' },
  );
  const context = { name: 'x', cluster: 'c', user: 'u', server: world.url, exec: null };
  const eks = eksName === null ? null : { name: eksName, region: 'eu-west-1', accountId: null };
  const plan = { name: 'x', reach: { by: 'context', context }, eks, assumeRole: null } as const;
  const aws = createAwsAccess(accounts, clients);
  const { ports, close } = openByKubeconfig(plan, config, { aws, clients, now: Date.now });
  return {
    ports,
    close: async () => {
      await close();
      clients.close();
    },
  };
}

/** The permissions that reads ask for which somebody has to opt for. */
async function optedFor(): Promise<readonly (string | null)[]> {
  const { ports, close } = opened();
  const about = {
    accountId: OWN_ACCOUNT,
    region: 'eu-west-1',
    roleArn: ROLE,
    subject: 'system:serviceaccount:a:b',
  };
  const pieces: Piece<unknown>[] = await Promise.all([
    ports.trail.lookUpCalls(about, never),
    ports.permissions.decodeMessage(OWN_ACCOUNT, 'encoded', never),
  ]);
  await close();
  return pieces.map((piece) => (piece.state === 'unreadable' ? piece.permission : null));
}

/** Every permission that any read asks for, without the resource. */
async function wanted(
  accounts: SourceSettings['accounts'] = {},
  eksName: string | null = 'prod',
): Promise<string[]> {
  const { ports, close } = opened(accounts, eksName);
  const account = Object.keys(accounts)[0] ?? OWN_ACCOUNT;
  const pieces: Piece<unknown>[] = await Promise.all([
    ports.kubernetes.getServiceAccount('payments', 'api', never),
    ports.kubernetes.listServiceAccounts({ namespace: 'payments' }, never),
    ports.kubernetes.listServiceAccounts({ name: 'api' }, never),
    ports.kubernetes.listPods('payments', never),
    ports.kubernetes.listPodWebhooks(never),
    ports.kubernetes.getIssuer(never),
    ports.eks.describeCluster(never),
    ports.kubernetes.getIdentityAgent(never),
    ports.eks.listPodIdentityAssociations('payments', 'api', never),
    ports.eks.listAllPodIdentityAssociations(never),
    ports.eks.describePodIdentityAssociation('a-1', never),
    ports.eks.listIdentityProviders(never),
    ports.iam.listOidcProviders(account, never),
    ports.kubernetes.listIdentityAgentPods(never),
    ports.iam.getRole(account, 'api', never),
    ports.sweep.listServiceAccounts(null, never),
    ports.sweep.listServiceAccounts('payments', never),
    ports.sweep.listPods(null, never),
    ports.sweep.listPods('payments', never),
    ports.sweep.listRoles(account, never),
    ports.iam.getOidcProvider(account, `arn:aws:iam::${account}:oidc-provider/x`, never),
    ports.permissions.listAttachedPolicies(account, 'api', never),
    ports.permissions.listInlinePolicies(account, 'api', never),
    ports.permissions.getInlinePolicy(account, 'api', 'queues', never),
    ports.permissions.getDefaultVersion(account, POLICY, never),
    ports.permissions.getPolicyVersion(account, POLICY, 'v1', never),
    ports.permissions.simulate(account, { roleArn: ROLE, action: 's3:GetObject', resource: null }, never),
  ]);
  await close();
  return pieces.map((piece) => {
    expect(piece).toMatchObject({ state: 'unreadable', cause: 'denied' });
    const permission = piece.state === 'unreadable' ? (piece.permission ?? '') : '';
    return permission.replace(/ (on|in namespace|in all) .*$/, '');
  });
}

function actionsOf(file: string): string[] {
  const policy = z
    .object({
      Version: z.literal('2012-10-17'),
      Statement: z.array(
        z.object({ Effect: z.literal('Allow'), Action: z.union([z.string(), z.array(z.string())]) }),
      ),
    })
    .parse(JSON.parse(readFileSync(new URL(`../../deploy/${file}`, import.meta.url), 'utf8')));
  return policy.Statement.flatMap(({ Action }) => Action).sort();
}

describe('the shipped permissions', () => {
  it('grant exactly the IAM actions that the sources need', async () => {
    const permissions = [...(await wanted()), ...(await wanted({}, null))];
    const actions = permissions.filter((permission) => /^(eks|iam|sts):/.test(permission));
    expect(actionsOf('iam-policy.json')).toEqual([...new Set(actions)].sort());
  });

  it('grant what other accounts need besides, in a policy of its own', async () => {
    mayAssume = false;
    const permissions = await wanted({ '444455556666': { assumeRole: OTHER_ROLE } });
    expect(actionsOf('iam-policy-other-accounts.json')).toEqual([
      ...new Set(permissions.filter((permission) => permission.startsWith('sts:'))),
    ]);
  });

  it.each([
    ['iam-policy-cloudtrail.json', 'cloudtrail:LookupEvents'],
    ['iam-policy-decode.json', 'sts:DecodeAuthorizationMessage'],
  ])('grant what somebody has to opt for in %s, and nowhere else', async (file, action) => {
    expect(actionsOf(file)).toEqual([action]);
    expect(await optedFor()).toContain(`${action} on *`);
    expect([...actionsOf('iam-policy.json'), ...actionsOf('iam-policy-other-accounts.json')]).not.toContain(
      action,
    );
  });

  it('grant what a proof needs apart from all reads, and nothing else with it', () => {
    const text = readFileSync(new URL('../../deploy/cluster-role-prove.yaml', import.meta.url), 'utf8');
    const [role, binding] = parseAllDocuments(text).map((document) => parse(String(document)));
    expect(role.rules).toEqual([
      { apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] },
    ]);
    expect(binding).toMatchObject({ kind: 'ClusterRoleBinding', roleRef: { name: role.metadata.name } });
    const reads = readFileSync(new URL('../../deploy/cluster-role.yaml', import.meta.url), 'utf8');
    expect(reads).not.toMatch(/token|create/);
  });

  it('grant exactly the Kubernetes reads that the sources need, to what they are bound to', async () => {
    const text = readFileSync(new URL('../../deploy/cluster-role.yaml', import.meta.url), 'utf8');
    const [role, binding] = parseAllDocuments(text).map((document) => parse(String(document)));
    const rule = z.object({
      verbs: z.array(z.string()),
      resources: z.array(z.string()).default([]),
      nonResourceURLs: z.array(z.string()).default([]),
    });
    const granted = z
      .object({ kind: z.literal('ClusterRole'), rules: z.array(rule) })
      .parse(role)
      .rules.flatMap(({ verbs, resources, nonResourceURLs }) =>
        verbs.flatMap((verb) => [...resources, ...nonResourceURLs].map((what) => `${verb} ${what}`)),
      );
    const reads = (await wanted()).filter((permission) => /^(get|list) /.test(permission));
    expect(granted.sort()).toEqual([...new Set(reads)].sort());
    expect(binding).toMatchObject({ kind: 'ClusterRoleBinding', roleRef: { name: role.metadata.name } });
  });
});
