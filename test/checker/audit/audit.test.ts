import { describe, expect, it } from 'vitest';
import { audit } from '../../../src/checker/audit/audit.ts';
import type { SweepablePorts } from '../../../src/checker/ports.ts';
import type { Audit, AuditProgress } from '../../../src/checker/vocabulary/audit.ts';
import type {
  DescribedAssociation,
  Piece,
  Pod,
  PodIdentityAssociation,
  Role,
  ServiceAccount,
} from '../../../src/checker/vocabulary/evidence.ts';
import {
  ACCOUNT,
  ANNOTATION,
  absent,
  aCluster,
  anAgent,
  anAgentPod,
  anAssociation,
  aPod,
  aPodWebhook,
  aProvider,
  aRole,
  aServiceAccount,
  aStatement,
  aTrustPolicy,
  denied,
  EPOCH_MS,
  failed,
  HOST,
  ISSUER,
  known,
  podIdentityStatement,
  webhooksPiece,
} from '../evidence.ts';

interface Answers {
  readonly accounts?: (namespace: string | null) => Piece<readonly ServiceAccount[]>;
  readonly pods?: Piece<readonly Pod[]>;
  readonly roles?: (accountId: string) => Piece<readonly Role[]>;
  readonly associations?: Piece<readonly PodIdentityAssociation[]>;
  readonly association?: (id: string) => Piece<DescribedAssociation>;
}

const LIST = 'kubernetes:list serviceaccounts';
const NOT_ONE_BY_ONE = async (): Promise<never> => {
  throw new Error('an audit must not ask about one service account at a time');
};

/** A cluster of literals that notes what it is asked. What asks about one service account, pod or role fails. */
function clusterOf(answers: Answers, asked: string[] = []): SweepablePorts {
  const note = async <T>(what: string, piece: Piece<T>): Promise<Piece<T>> => {
    asked.push(what);
    return piece;
  };
  return {
    name: 'prod-eu',
    sweep: {
      listServiceAccounts: (namespace) =>
        note(
          `accounts of ${namespace ?? 'all'}`,
          answers.accounts?.(namespace) ?? known(LIST, 'service accounts', [aServiceAccount()]),
        ),
      listPods: (namespace) =>
        note(
          `pods of ${namespace ?? 'all'}`,
          answers.pods ?? known('kubernetes:list pods', 'pods', [aPod()]),
        ),
      listRoles: (accountId) =>
        note(
          `roles of ${accountId}`,
          answers.roles?.(accountId) ?? known('iam:ListRoles', 'roles', [aRole()]),
        ),
    },
    kubernetes: {
      getServiceAccount: NOT_ONE_BY_ONE,
      listServiceAccounts: NOT_ONE_BY_ONE,
      listPods: NOT_ONE_BY_ONE,
      listPodWebhooks: () => note('webhooks', webhooksPiece(aPodWebhook())),
      getIssuer: () => note('issuer', known('kubernetes:discovery', 'issuer', ISSUER)),
      listIdentityAgentPods: () => note('agent pods', known('kubernetes:list pods', 'agent', [anAgentPod()])),
      getIdentityAgent: () => note('agent', known('kubernetes:list daemonsets', 'agent', anAgent())),
    },
    eks: {
      describeCluster: () => note('cluster', known('eks:DescribeCluster', 'cluster', aCluster())),
      listPodIdentityAssociations: NOT_ONE_BY_ONE,
      listAllPodIdentityAssociations: () =>
        note(
          'associations',
          answers.associations ?? known('eks:ListPodIdentityAssociations', 'associations', []),
        ),
      listIdentityProviders: () =>
        note('identity providers', known('eks:ListIdentityProviderConfigs', 'identity providers', [])),
      describePodIdentityAssociation: (id) =>
        note(
          `association ${id}`,
          answers.association?.(id) ?? absent('eks:DescribePodIdentityAssociation', id),
        ),
    },
    iam: {
      getRole: NOT_ONE_BY_ONE,
      listOidcProviders: (accountId) =>
        note(`providers of ${accountId}`, known('iam:ListOpenIDConnectProviders', 'providers', [])),
      getOidcProvider: (accountId) =>
        note(`provider in ${accountId}`, known('iam:GetOpenIDConnectProvider', 'provider', aProvider())),
    },
    // What a role may do, and proofs from the outside, are nothing that an audit asks for.
    permissions: {} as SweepablePorts['permissions'],
    proof: {} as SweepablePorts['proof'],
    trail: {} as SweepablePorts['trail'],
  };
}

async function outcomeOf(
  ports: SweepablePorts,
  namespace: string | null = null,
  options: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: AuditProgress) => void;
    readonly associations?: boolean;
  } = {},
) {
  return audit(
    { open: async () => ({ ok: true, ports }) },
    { cluster: null, namespace },
    {
      limitMs: 5_000,
      now: () => performance.now(),
      epochMs: EPOCH_MS,
      signal: new AbortController().signal,
      onProgress: () => {},
      ...options,
    },
  );
}

async function auditOf(
  ports: SweepablePorts,
  namespace: string | null = null,
  options: { readonly associations?: boolean } = {},
): Promise<Audit> {
  const outcome = await outcomeOf(ports, namespace, options);
  if (outcome.kind !== 'audit') throw new Error(outcome.message);
  return outcome.audit;
}

/** So many service accounts, each with a pod, on one role that trusts all but those whose number is in `leftOut`. */
function crowd(count: number, leftOut: readonly number[] = []): Answers {
  const names = Array.from({ length: count }, (_, index) => `app-${index}`);
  const subjects = names
    .filter((_, index) => !leftOut.includes(index))
    .map((name) => `system:serviceaccount:payments:${name}`);
  const condition = {
    StringEquals: { [`${HOST}:sub`]: subjects, [`${HOST}:aud`]: 'sts.amazonaws.com' },
  };
  return {
    accounts: () =>
      known(
        LIST,
        'service accounts',
        names.map((name) => aServiceAccount({ name })),
      ),
    pods: known(
      'kubernetes:list pods',
      'pods',
      names.map((name) => aPod({ name: `${name}-1`, serviceAccount: name })),
    ),
    roles: () =>
      known('iam:ListRoles', 'roles', [aRole({ trustPolicy: aTrustPolicy(aStatement({ condition })) })]),
  };
}

/** So many service accounts without an annotation, each with a pod, an association and a role that is in order. */
function associated(count: number): Answers {
  const associations = Array.from({ length: count }, (_, index) => ({
    id: `a-${index}`,
    namespace: 'payments',
    serviceAccount: `app-${index}`,
  }));
  return {
    accounts: () =>
      known(
        LIST,
        'service accounts',
        associations.map(({ serviceAccount: name }) => aServiceAccount({ name, annotations: {} })),
      ),
    pods: known('kubernetes:list pods', 'pods', []),
    associations: known('eks:ListPodIdentityAssociations', 'associations', associations),
    association: (id) =>
      known(
        'eks:DescribePodIdentityAssociation',
        id,
        anAssociation({ id, serviceAccount: id.replace('a-', 'app-') }),
      ),
    roles: () =>
      known('iam:ListRoles', 'roles', [aRole({ trustPolicy: aTrustPolicy(podIdentityStatement()) })]),
  };
}

describe('an audit', () => {
  it.each([1, 20, 200])('makes the same calls for %i service accounts', async (count) => {
    const asked: string[] = [];
    const { counts, calls } = await auditOf(clusterOf(crowd(count), asked));
    expect(counts).toEqual({ broken: 0, unknown: 0, 'at-risk': 0, healthy: count });
    expect(asked.sort()).toEqual([
      'accounts of all',
      'associations',
      'cluster',
      'pods of all',
      `provider in ${ACCOUNT}`,
      `roles of ${ACCOUNT}`,
      'webhooks',
    ]);
    expect(calls).toHaveLength(asked.length);
  });

  it('puts the worst first and counts the causes, the most frequent first', async () => {
    const answers = crowd(6, [1, 3]);
    const noRole = aServiceAccount({
      name: 'ghost',
      annotations: { [ANNOTATION]: `arn:aws:iam::${ACCOUNT}:role/ghost` },
    });
    const { verdict, causes, serviceAccounts, counts } = await auditOf(
      clusterOf({
        ...answers,
        accounts: (namespace) => {
          const list = answers.accounts?.(namespace);
          return list?.state === 'known'
            ? { ...list, value: [noRole, ...list.value] }
            : failed(LIST, 'service accounts');
        },
      }),
    );
    expect(verdict).toBe('broken');
    expect(counts).toMatchObject({ broken: 3, healthy: 4 });
    expect(causes.map(({ id, count }) => [id, count])).toEqual([
      ['trust.subject-mismatch', 2],
      ['role.missing', 1],
    ]);
    expect(serviceAccounts.map(({ serviceAccount }) => serviceAccount)).toEqual([
      'app-1',
      'app-3',
      'ghost',
      'app-0',
      'app-2',
      'app-4',
      'app-5',
    ]);
    expect(serviceAccounts[0]).toMatchObject({
      verdict: 'broken',
      cause: 'trust.subject-mismatch',
      identity: 'role-annotation',
      fix: 'Correct the trust policy of role payments-api',
    });
  });

  it('lists who was meant to have an identity, and nobody without any sign of one', async () => {
    const arn = `arn:aws:iam::${ACCOUNT}:role/payments-api`;
    const accounts = [
      aServiceAccount({ name: 'default', annotations: {} }),
      aServiceAccount({ name: 'annotated' }),
      aServiceAccount({ name: 'other-key', annotations: { 'eks.amazonaws.com/role_arn': arn } }),
      aServiceAccount({ name: 'by-hand', annotations: {} }),
      aServiceAccount({ name: 'finished', annotations: {} }),
      aServiceAccount({ name: 'doubly' }),
    ];
    const { serviceAccounts } = await auditOf(
      clusterOf({
        accounts: () => known(LIST, 'service accounts', accounts),
        pods: known('kubernetes:list pods', 'pods', [
          aPod({ serviceAccount: 'by-hand' }),
          aPod({ serviceAccount: 'finished', phase: 'Succeeded' }),
        ]),
        associations: known('eks:ListPodIdentityAssociations', 'associations', [
          { id: 'a-1', namespace: 'payments', serviceAccount: 'doubly' },
          { id: 'a-2', namespace: 'payments', serviceAccount: 'not-there' },
        ]),
      }),
    );
    expect(
      Object.fromEntries(serviceAccounts.map(({ serviceAccount, identity }) => [serviceAccount, identity])),
    ).toEqual({
      annotated: 'role-annotation',
      'other-key': 'stray',
      'by-hand': 'stray',
      doubly: 'both',
      'not-there': 'pod-identity',
    });
    expect(serviceAccounts.find(({ serviceAccount }) => serviceAccount === 'not-there')).toMatchObject({
      verdict: 'broken',
      cause: 'service-account.missing',
    });
  });

  it('leaves a role that may not be listed unknown, and names the permission once', async () => {
    const { verdict, counts, unread, isWhole } = await auditOf(
      clusterOf({ ...crowd(5), roles: () => denied('iam:ListRoles', 'roles') }),
    );
    expect(verdict).toBe('unknown');
    expect(counts.unknown).toBe(5);
    expect(unread.map(({ permission }) => permission)).toEqual(['iam:ListRoles']);
    expect(isWhole).toBe(true);
  });

  it.each([
    ['service accounts', { accounts: () => denied<readonly ServiceAccount[]>(LIST, 'service accounts') }],
    [
      'associations',
      {
        associations: denied<readonly PodIdentityAssociation[]>(
          'eks:ListPodIdentityAssociations',
          'associations',
        ),
      },
    ],
  ])('is never better than unknown where the %s could not be listed', async (_, answers) => {
    const { verdict, isWhole } = await auditOf(clusterOf({ ...crowd(3), ...answers }));
    expect(isWhole).toBe(false);
    expect(verdict).toBe('unknown');
  });

  it('does with the right to one namespace for that namespace', async () => {
    const answers = crowd(3);
    const asked: string[] = [];
    const { counts, isWhole } = await auditOf(
      clusterOf(
        {
          ...answers,
          accounts: (namespace) =>
            namespace === null
              ? denied(LIST, 'service accounts')
              : (answers.accounts?.(namespace) ?? failed(LIST, 'x')),
        },
        asked,
      ),
      'payments',
    );
    expect(counts.healthy).toBe(3);
    expect(isWhole).toBe(true);
    expect(asked).toContain('accounts of payments');
    expect(asked).toContain('pods of payments');
    expect(asked).not.toContain('pods of all');
  });

  it('says that a namespace is not there rather than that all is well in it', async () => {
    const outcome = await outcomeOf(
      clusterOf({ ...crowd(3), pods: known('kubernetes:list pods', 'pods', []) }),
      'paymets',
    );
    expect(outcome).toMatchObject({ kind: 'unknown-namespace' });
    expect('message' in outcome && outcome.message).toContain('paymets');
  });

  it.each([3, 200])('asks for the role of none of %i associations unless it is told to', async (count) => {
    const asked: string[] = [];
    const { verdict, counts, causes, unread, serviceAccounts } = await auditOf(
      clusterOf(associated(count), asked),
    );
    expect(asked.sort()).toEqual([
      'accounts of all',
      'agent pods',
      'associations',
      'cluster',
      'pods of all',
      'webhooks',
    ]);
    expect(verdict).toBe('unknown');
    expect(counts).toEqual({ broken: 0, unknown: count, 'at-risk': 0, healthy: 0 });
    expect(causes).toEqual([
      {
        id: 'pod-identity.role-missing',
        title: expect.stringContaining("the association's role exists"),
        verdict: 'unknown',
        count,
      },
    ]);
    expect(unread).toEqual([
      {
        state: 'left-out',
        source: 'eks:DescribePodIdentityAssociation',
        subject: `roles of ${count} service accounts with a Pod Identity association`,
        count,
        reason: expect.stringMatching(/irsa-doctor audit --associations.*associations: true/),
        permission: null,
      },
    ]);
    expect(serviceAccounts[0]?.summary).toContain('--associations`, or check this service account by itself');
  });

  it('calls broken what is broken whatever the role of its association is', async () => {
    const answers = { ...associated(2), accounts: () => known(LIST, 'service accounts', []) };
    const { counts, causes, unread } = await auditOf(clusterOf(answers));
    expect(counts).toEqual({ broken: 2, unknown: 0, 'at-risk': 0, healthy: 0 });
    expect(causes).toMatchObject([{ id: 'service-account.missing', count: 2 }]);
    expect(unread).toEqual([]);
  });

  it('reads the roles of associations when it is told to', async () => {
    const { counts, unread } = await auditOf(clusterOf(associated(3)), null, { associations: true });
    expect(counts).toMatchObject({ healthy: 3, unknown: 0 });
    expect(unread).toEqual([]);
  });

  it('asks for the roles of so many associations and no more even then, and calls the others unknown', async () => {
    const asked: string[] = [];
    const { counts, serviceAccounts, unread } = await auditOf(clusterOf(associated(510), asked), null, {
      associations: true,
    });
    expect(asked.filter((what) => what.startsWith('association a-'))).toHaveLength(500);
    expect(counts).toMatchObject({ healthy: 500, unknown: 10 });
    expect(serviceAccounts[0]?.summary).toContain('check this service account by itself');
    expect(unread).toMatchObject([
      { count: 10, reason: expect.stringMatching(/500 associations at most; audit one namespace/) },
    ]);
  });

  it('asks the simulator so often and no more, where associations go on to roles of another account', async () => {
    const targetRoleArn = 'arn:aws:iam::444455556666:role/vault';
    const simulated: string[] = [];
    const ports = clusterOf({
      ...associated(110),
      association: (id) => {
        const serviceAccount = id.replace('a-', 'app-');
        const roleArn = `arn:aws:iam::111122223333:role/${serviceAccount}`;
        return known(
          'eks:DescribePodIdentityAssociation',
          id,
          anAssociation({ id, serviceAccount, roleArn, targetRoleArn }),
        );
      },
      roles: (accountId) =>
        known(
          'iam:ListRoles',
          'roles',
          accountId === '444455556666'
            ? [
                aRole({
                  arn: targetRoleArn,
                  name: 'vault',
                  trustPolicy: aTrustPolicy({
                    Effect: 'Allow',
                    Principal: { AWS: '111122223333' },
                    Action: ['sts:AssumeRole', 'sts:TagSession'],
                  }),
                }),
              ]
            : Array.from({ length: 110 }, (_, index) =>
                aRole({
                  arn: `arn:aws:iam::111122223333:role/app-${index}`,
                  name: `app-${index}`,
                  trustPolicy: aTrustPolicy(podIdentityStatement()),
                }),
              ),
        ),
    });
    const permissions = {
      ...ports.permissions,
      simulate: async (_account: string, { action }: { readonly action: string }) => {
        simulated.push(action);
        return known('iam:SimulatePrincipalPolicy', action, {
          decision: 'allowed' as const,
          matched: [],
          isAllowedByOrganization: true,
          isAllowedByBoundary: null,
        });
      },
    };
    const { counts, unread } = await auditOf({ ...ports, permissions }, null, { associations: true });
    expect(simulated).toHaveLength(200);
    expect(counts).toMatchObject({ healthy: 100, unknown: 10 });
    expect(unread).toMatchObject([{ source: 'iam:SimulatePrincipalPolicy', count: 10 }]);
  });

  it('tells how far it has come, and never more than there are', async () => {
    const told: AuditProgress[] = [];
    await outcomeOf(clusterOf(crowd(300)), null, { onProgress: (progress) => told.push(progress) });
    expect(told).toContainEqual({ step: 'read', subject: 'service accounts', count: 300 });
    const done = told.flatMap((progress) => (progress.step === 'diagnosed' ? [progress.done] : []));
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(Math.max(0, ...done)).toBeLessThanOrEqual(300);
  });

  it('ends with a sentence when it is stopped', async () => {
    const outcome = await outcomeOf(clusterOf(crowd(3)), null, { signal: AbortSignal.abort() });
    expect(outcome.kind).toBe('environment');
  });

  it('hands on why no cluster could be opened', async () => {
    const outcome = await audit(
      { open: async () => ({ ok: false, kind: 'unknown-cluster', message: 'Nobody knows it.' }) },
      { cluster: 'x', namespace: null },
      {
        limitMs: 100,
        now: () => 0,
        epochMs: 0,
        signal: new AbortController().signal,
        onProgress: () => {},
      },
    );
    expect(outcome).toEqual({ kind: 'unknown-cluster', message: 'Nobody knows it.' });
  });
});
