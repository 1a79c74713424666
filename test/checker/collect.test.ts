import { describe, expect, it } from 'vitest';
import { collect } from '../../src/checker/collect.ts';
import type { ClusterPorts } from '../../src/checker/ports.ts';
import type { Piece } from '../../src/checker/vocabulary/evidence.ts';
import type { Symptom } from '../../src/checker/vocabulary/symptom.ts';
import {
  ACCOUNT,
  absent,
  aCluster,
  aPod,
  aProvider,
  aRole,
  aServiceAccount,
  aStatement,
  aSymptom,
  aTrustPolicy,
  denied,
  EPOCH_MS,
  HOST,
  ISSUER,
  known,
  PROVIDER_ARN,
  ROLE_ARN,
  TARGET,
} from './evidence.ts';

interface Answers {
  readonly serviceAccount?: (
    namespace: string,
    name: string,
    signal: AbortSignal,
  ) => Promise<Piece<never>> | Piece<unknown>;
  readonly pods?: (signal: AbortSignal) => Promise<Piece<unknown>> | Piece<unknown>;
  readonly issuer?: () => Piece<string>;
  readonly cluster?: (signal: AbortSignal) => Promise<Piece<unknown>> | Piece<unknown>;
  readonly associations?: () => Piece<unknown>;
  readonly role?: (accountId: string, name: string) => Piece<unknown>;
  readonly provider?: (accountId: string, arn: string) => Piece<unknown>;
}

/** Ports that answer as told, healthily by default, and note who was asked, in order. */
function portsWith(answers: Answers, asked: string[] = []): ClusterPorts {
  const note = async <T>(what: string, answer: unknown): Promise<Piece<T>> => {
    asked.push(what);
    return (await answer) as Piece<T>;
  };
  return {
    name: 'prod-eu',
    kubernetes: {
      getServiceAccount: (namespace, name, signal) =>
        note(
          `serviceaccount ${namespace}/${name}`,
          answers.serviceAccount?.(namespace, name, signal) ??
            known(
              'kubernetes:get serviceaccounts',
              `service account ${namespace}/${name}`,
              aServiceAccount(),
            ),
        ),
      listPods: (namespace, signal) =>
        note(`pods ${namespace}`, answers.pods?.(signal) ?? known('kubernetes:list pods', 'pods', [aPod()])),
      getIssuer: () => note('issuer', answers.issuer?.() ?? known('kubernetes:discovery', 'issuer', ISSUER)),
    },
    eks: {
      describeCluster: (signal) =>
        note(
          'cluster',
          answers.cluster?.(signal) ?? known('eks:DescribeCluster', 'cluster prod-eu', aCluster()),
        ),
      listPodIdentityAssociations: () =>
        note(
          'associations',
          answers.associations?.() ?? known('eks:ListPodIdentityAssociations', 'associations', []),
        ),
    },
    iam: {
      getRole: (accountId, name) =>
        note(
          `role ${accountId} ${name}`,
          answers.role?.(accountId, name) ?? known('iam:GetRole', `role ${name}`, aRole()),
        ),
      getOidcProvider: (accountId, arn) =>
        note(
          `provider ${accountId} ${arn}`,
          answers.provider?.(accountId, arn) ??
            known('iam:GetOpenIDConnectProvider', 'provider', aProvider()),
        ),
    },
  };
}

function collected(
  ports: ClusterPorts,
  options: { limitMs?: number; symptom?: Symptom; signal?: AbortSignal } = {},
) {
  return collect(ports, TARGET, {
    symptom: options.symptom ?? null,
    now: () => performance.now(),
    limitMs: options.limitMs ?? 5000,
    signal: options.signal ?? new AbortController().signal,
    epochMs: EPOCH_MS,
  });
}

const never = (): Promise<never> => new Promise(() => {});

describe('collect', () => {
  it('reads a healthy service account with five calls, each once', async () => {
    const asked: string[] = [];
    const { evidence, calls } = await collected(portsWith({}, asked));
    expect(asked.toSorted()).toEqual([
      'cluster',
      'pods payments',
      `provider ${ACCOUNT} ${PROVIDER_ARN}`,
      `role ${ACCOUNT} payments-api`,
      'serviceaccount payments/api',
    ]);
    expect(evidence.associations.state).toBe('unasked');
    expect(calls.map((call) => call.api).toSorted()).toEqual([
      'eks:DescribeCluster',
      'iam:GetOpenIDConnectProvider',
      'iam:GetRole',
      'kubernetes:get serviceaccounts',
      'kubernetes:list pods',
    ]);
    expect(calls.every((call) => call.outcome === 'ok' && call.ms >= 0)).toBe(true);
  });

  it('asks for service account, pods and cluster before any of them has answered', async () => {
    const asked: string[] = [];
    const pending = collected(portsWith({ serviceAccount: never, pods: never, cluster: never }, asked), {
      limitMs: 50,
    });
    expect(asked).toEqual(['serviceaccount payments/api', 'pods payments', 'cluster']);
    await pending;
  });

  it('reads role and provider without waiting for the pods', async () => {
    const asked: string[] = [];
    const pending = collected(portsWith({ pods: never }, asked), { limitMs: 200 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toContain(`role ${ACCOUNT} payments-api`);
    expect(asked).toContain(`provider ${ACCOUNT} ${PROVIDER_ARN}`);
    expect((await pending).evidence.pods).toMatchObject({ state: 'unreadable', cause: 'failed' });
  });

  it('abandons a port that ignores its signal when the time is up', async () => {
    const startedAt = performance.now();
    const { evidence, calls } = await collected(
      portsWith({ serviceAccount: never, pods: never, cluster: never }),
      { limitMs: 40 },
    );
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(evidence.serviceAccount).toMatchObject({
      state: 'unreadable',
      reason: 'there was no answer within 40 ms',
    });
    expect(calls.filter((call) => call.outcome === 'failed').length).toBe(3);
  });

  it('aborts the signal of a call whose time is up', async () => {
    let signal: AbortSignal | null = null;
    await collected(
      portsWith({
        pods: (given) => {
          signal = given;
          return never();
        },
      }),
      { limitMs: 30 },
    );
    expect(signal).toMatchObject({ aborted: true });
  });

  it('makes no call once the question is given up, and says so', async () => {
    const asked: string[] = [];
    const { evidence, calls } = await collected(portsWith({}, asked), { signal: AbortSignal.abort() });
    expect(asked).toEqual([]);
    expect(calls).toEqual([]);
    expect(evidence.serviceAccount).toMatchObject({ state: 'unreadable', reason: 'the check was stopped' });
  });

  it('goes on when a port throws', async () => {
    const { evidence } = await collected(
      portsWith({
        role: () => {
          throw new Error('boom');
        },
      }),
    );
    expect(evidence.role).toMatchObject({ state: 'unreadable', reason: 'boom' });
    expect(evidence.provider.state).toBe('known');
  });

  it('asks for Pod Identity associations only where there is no annotation', async () => {
    const asked: string[] = [];
    const bare = () => known('kubernetes:get serviceaccounts', 'sa', aServiceAccount({ annotations: {} }));
    const { evidence } = await collected(
      portsWith({ serviceAccount: bare, pods: () => known('kubernetes:list pods', 'pods', []) }, asked),
    );
    expect(asked).toContain('associations');
    expect(evidence.role.state).toBe('unasked');
    expect(evidence.provider.state).toBe('unasked');
  });

  it.each([
    ['the pods', [aPod()], undefined],
    ['the pasted error', [], aSymptom({ roleArn: ROLE_ARN })],
  ])('takes the role from %s where the annotation names none', async (_from, pods, symptom) => {
    const asked: string[] = [];
    const bare = () => known('kubernetes:get serviceaccounts', 'sa', aServiceAccount({ annotations: {} }));
    await collected(
      portsWith({ serviceAccount: bare, pods: () => known('kubernetes:list pods', 'pods', pods) }, asked),
      symptom === undefined ? {} : { symptom },
    );
    expect(asked).toContain(`role ${ACCOUNT} payments-api`);
  });

  it.each([
    ['white space', `${ROLE_ARN}\n`],
    ['a bare name, in the account of the cluster', 'payments-api'],
    ['a session', `arn:aws:sts::${ACCOUNT}:assumed-role/payments-api/x`],
  ])('names the role behind %s', async (_what, value) => {
    const asked: string[] = [];
    const account = aServiceAccount({ annotations: { 'eks.amazonaws.com/role-arn': value } });
    await collected(
      portsWith({ serviceAccount: () => known('kubernetes:get serviceaccounts', 'sa', account) }, asked),
    );
    expect(asked).toContain(`role ${ACCOUNT} payments-api`);
  });

  it("looks for the provider in the role's account, wherever the cluster is", async () => {
    const asked: string[] = [];
    const account = aServiceAccount({
      annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::444455556666:role/x' },
    });
    await collected(
      portsWith({ serviceAccount: () => known('kubernetes:get serviceaccounts', 'sa', account) }, asked),
    );
    expect(asked).toContain(`provider 444455556666 arn:aws:iam::444455556666:oidc-provider/${HOST}`);
  });

  it('asks the cluster itself for its issuer only where EKS does not tell', async () => {
    const asked: string[] = [];
    const { evidence } = await collected(
      portsWith({ cluster: () => denied('eks:DescribeCluster', 'cluster') }, asked),
    );
    expect(asked).toContain('issuer');
    expect(evidence.issuer).toMatchObject({ state: 'known', value: ISSUER });
  });

  it('names both reasons where nobody tells the issuer', async () => {
    const { evidence } = await collected(
      portsWith({
        cluster: () => denied('eks:DescribeCluster', 'cluster'),
        issuer: () => denied('get /.well-known/openid-configuration', 'issuer'),
      }),
    );
    expect(evidence.issuer).toMatchObject({
      state: 'unreadable',
      permission: 'eks:DescribeCluster',
      cause: 'denied',
    });
    expect(evidence.provider.state).toBe('unasked');
  });

  it('believes EKS that there is no issuer', async () => {
    const asked: string[] = [];
    const none = () => known('eks:DescribeCluster', 'cluster', aCluster({ issuer: null }));
    expect((await collected(portsWith({ cluster: none }, asked))).evidence.issuer.state).toBe('absent');
    expect(asked).not.toContain('issuer');
  });
});

describe('collect, of other service accounts that the policy names', () => {
  const policy = (...subjects: readonly string[]) =>
    aTrustPolicy(aStatement({ condition: { StringEquals: { [`${HOST}:sub`]: subjects } } }));
  const denying = (...subjects: readonly string[]) => ({
    role: () => known('iam:GetRole', 'role', aRole({ trustPolicy: policy(...subjects) })),
  });

  it('looks up whether they exist where the policy denies', async () => {
    const { evidence } = await collected(
      portsWith({
        ...denying('system:serviceaccount:payment:api', 'system:serviceaccount:payments:worker'),
        serviceAccount: (namespace, name) =>
          namespace === 'payment'
            ? absent('kubernetes:get serviceaccounts', `service account ${namespace}/${name}`)
            : known(
                'kubernetes:get serviceaccounts',
                `service account ${namespace}/${name}`,
                aServiceAccount(),
              ),
      }),
    );
    expect(evidence.trusted).toMatchObject([
      { namespace: 'payment', serviceAccount: 'api', exists: { state: 'known', value: false } },
      { namespace: 'payments', serviceAccount: 'worker', exists: { state: 'known', value: true } },
    ]);
  });

  it('does not ask where the policy allows, nor for patterns, nor for names that cannot exist', async () => {
    const asked: string[] = [];
    await collected(portsWith({}, asked));
    const { evidence } = await collected(
      portsWith(denying('system:serviceaccount:payments:*', 'system:serviceaccount:payments:API'), asked),
    );
    expect(asked.filter((what) => what.startsWith('serviceaccount'))).toEqual([
      'serviceaccount payments/api',
      'serviceaccount payments/api',
    ]);
    expect(evidence.trusted).toMatchObject([
      { serviceAccount: 'API', exists: { state: 'known', value: false } },
    ]);
  });

  it('asks for five at most', async () => {
    const subjects = Array.from({ length: 9 }, (_, index) => `system:serviceaccount:other:sa-${index}`);
    expect((await collected(portsWith(denying(...subjects)))).evidence.trusted.length).toBe(5);
  });

  it('keeps it open where they may not be read', async () => {
    const { evidence } = await collected(
      portsWith({
        ...denying('system:serviceaccount:other:api'),
        serviceAccount: (namespace) =>
          namespace === 'other'
            ? denied('get serviceaccounts', 'service account')
            : known('kubernetes:get serviceaccounts', 'sa', aServiceAccount()),
      }),
    );
    expect(evidence.trusted[0]?.exists.state).toBe('unreadable');
  });
});
