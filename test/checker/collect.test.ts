import { describe, expect, it } from 'vitest';
import { collect } from '../../src/checker/collect.ts';
import type { ClusterPorts } from '../../src/checker/ports.ts';
import type { Piece, Pod, PodWebhook } from '../../src/checker/vocabulary/evidence.ts';
import type { Symptom } from '../../src/checker/vocabulary/symptom.ts';
import {
  ACCOUNT,
  absent,
  aCluster,
  accountsPiece,
  anAgentPod,
  anAssociatedContainer,
  anAssociation,
  aPod,
  aPodWebhook,
  aPodWithoutIdentity,
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
  NO_PERMISSIONS_ASKED,
  NO_PROOF_ASKED,
  NO_TRAIL_ASKED,
  PROVIDER_ARN,
  ROLE_ARN,
  TARGET,
  webhooksPiece,
} from './evidence.ts';

interface Answers {
  readonly accounts?: (which: string, signal: AbortSignal) => Promise<Piece<never>> | Piece<unknown>;
  readonly serviceAccount?: () => Piece<unknown>;
  readonly webhooks?: () => Promise<Piece<never>> | Piece<unknown>;
  readonly pods?: (signal: AbortSignal) => Promise<Piece<unknown>> | Piece<unknown>;
  readonly issuer?: () => Piece<string>;
  readonly cluster?: (signal: AbortSignal) => Promise<Piece<unknown>> | Piece<unknown>;
  readonly associations?: () => Piece<unknown>;
  readonly agentPods?: () => Piece<unknown>;
  readonly daemonSet?: () => Piece<unknown>;
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
      getServiceAccount: (namespace, name) =>
        note(
          `serviceaccount ${namespace}/${name}`,
          answers.serviceAccount?.() ??
            known(
              'kubernetes:get serviceaccounts',
              `service account ${namespace}/${name}`,
              aServiceAccount(),
            ),
        ),
      listServiceAccounts: (which, signal) => {
        const where = 'namespace' in which ? `in ${which.namespace}` : `called ${which.name}`;
        const answer = answers.accounts?.(where, signal) ?? accountsPiece(aServiceAccount());
        return note(`serviceaccounts ${where}`, answer);
      },
      listPodWebhooks: () => note('webhooks', answers.webhooks?.() ?? webhooksPiece(aPodWebhook())),
      listIdentityAgentPods: () =>
        note('agent pods', answers.agentPods?.() ?? known('kubernetes:list pods', 'agent', [anAgentPod()])),
      getIdentityAgent: () =>
        note('agent', answers.daemonSet?.() ?? absent('kubernetes:list daemonsets', 'agent')),
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
      listAllPodIdentityAssociations: () =>
        note('all associations', known('eks:ListPodIdentityAssociations', 'associations', [])),
      listIdentityProviders: () =>
        note('identity providers', known('eks:ListIdentityProviderConfigs', 'x', ['company-login'])),
      describePodIdentityAssociation: (id) =>
        note(`association ${id}`, known('eks:DescribePodIdentityAssociation', id, anAssociation())),
    },
    iam: {
      getRole: (accountId, name) =>
        note(
          `role ${accountId} ${name}`,
          answers.role?.(accountId, name) ?? known('iam:GetRole', `role ${name}`, aRole()),
        ),
      listOidcProviders: (accountId) =>
        note(`providers of ${accountId}`, known('iam:ListOpenIDConnectProviders', 'x', [`${PROVIDER_ARN}0`])),
      getOidcProvider: (accountId, arn) =>
        note(
          `provider ${accountId} ${arn}`,
          answers.provider?.(accountId, arn) ??
            known('iam:GetOpenIDConnectProvider', 'provider', aProvider()),
        ),
    },
    permissions: NO_PERMISSIONS_ASKED,
    proof: NO_PROOF_ASKED,
    trail: NO_TRAIL_ASKED,
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

const denyingRole = () =>
  known(
    'iam:GetRole',
    'role payments-api',
    aRole({
      trustPolicy: aTrustPolicy(
        aStatement({ condition: { StringEquals: { [`${HOST}:sub`]: 'system:serviceaccount:payment:api' } } }),
      ),
    }),
  );

const noLists = () => denied('list serviceaccounts', 'list');
const noCluster = () => denied('eks:DescribeCluster', 'cluster');
const unannotated = () => accountsPiece(aServiceAccount({ annotations: {} }));
const podsOf = (pod: Pod) => () => known('kubernetes:list pods', 'pods', [pod]);
const bare = podsOf(aPodWithoutIdentity());
const served = podsOf(aPodWithoutIdentity({ containers: [anAssociatedContainer()] }));
const oneAssociation = () => known('eks:ListPodIdentityAssociations', 'associations', [anAssociation()]);
const noAgentPods = () => known('kubernetes:list pods', 'agent', []);
const OWN_SERVICE = { namespace: 'kube-system', name: 'pod-identity-webhook' };
const ownWebhook = () =>
  webhooksPiece(
    aPodWebhook({
      isService: true,
      hasCaBundle: true,
      service: OWN_SERVICE,
    }),
  );
const podIdentityRole = () =>
  known(
    'iam:GetRole',
    'role payments-api',
    aRole({
      trustPolicy: aTrustPolicy({
        Effect: 'Allow',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      }),
    }),
  );

/** All at once: each of the parts with each of the others. */
function combined(parts: readonly (readonly Answers[])[]): readonly Answers[] {
  return parts.reduce<readonly Answers[]>(
    (all, choices) => all.flatMap((answers) => choices.map((choice) => ({ ...answers, ...choice }))),
    [{}],
  );
}

/** The same ports, each of whose answers takes a while. */
function slowedDown(ports: ClusterPorts, slowly: <T>(piece: T) => Promise<T>): ClusterPorts {
  const slowed = <P extends object>(port: P): P =>
    new Proxy(port, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...words: unknown[]) => slowly(await method.apply(target, words));
      },
    });
  return {
    ...ports,
    kubernetes: slowed(ports.kubernetes),
    eks: slowed(ports.eks),
    iam: slowed(ports.iam),
  };
}

describe('collect', () => {
  it('reads a healthy service account with seven calls, four of them of Kubernetes, each once', async () => {
    const asked: string[] = [];
    const { evidence, calls } = await collected(portsWith({}, asked));
    expect(asked.toSorted()).toEqual([
      'cluster',
      'pods payments',
      `provider ${ACCOUNT} ${PROVIDER_ARN}`,
      `role ${ACCOUNT} payments-api`,
      'serviceaccounts called api',
      'serviceaccounts in payments',
      'webhooks',
    ]);
    expect(evidence.associations.state).toBe('unasked');
    expect(calls.map((call) => call.api).toSorted()).toEqual([
      'eks:DescribeCluster',
      'iam:GetOpenIDConnectProvider',
      'iam:GetRole',
      'kubernetes:list mutatingwebhookconfigurations',
      'kubernetes:list pods',
      'kubernetes:list serviceaccounts',
      'kubernetes:list serviceaccounts',
    ]);
    expect(calls.every((call) => call.outcome === 'ok' && call.ms >= 0)).toBe(true);
  });

  it.each<readonly [string, Answers]>([
    ['where nothing is wrong', {}],
    ['where the trust policy denies and names others', { role: denyingRole }],
    ['where EKS does not tell the issuer', { cluster: noCluster }],
    ['where service accounts may not be listed', { accounts: noLists }],
    ['where the webhooks may not be listed', { webhooks: () => denied('list webhooks', 'webhooks') }],
    ['where the webhook runs in the cluster and passed the pods over', { webhooks: ownWebhook, pods: bare }],
    [
      'where service accounts may not be listed and EKS does not tell the issuer',
      { accounts: noLists, cluster: noCluster },
    ],
  ])('makes no more than three calls of AWS and four of Kubernetes, %s', async (_where, answers) => {
    const { calls } = await collected(portsWith(answers));
    const ofKubernetes = calls.filter((call) => call.api.startsWith('kubernetes:'));
    expect(ofKubernetes.length).toBeLessThanOrEqual(4);
    expect(calls.length - ofKubernetes.length).toBeLessThanOrEqual(3);
  });

  it.each<readonly [string, Answers, readonly string[]]>([
    [
      'where the pods of an annotated service account have Pod Identity',
      { pods: served, associations: oneAssociation },
      ['pods payments', 'serviceaccounts in payments', 'agent pods', 'webhooks'],
    ],
    [
      'where the webhook runs in the cluster and passed the pods over',
      { webhooks: ownWebhook, pods: bare },
      ['pods payments', 'serviceaccounts in payments', 'webhooks', 'pods kube-system'],
    ],
    [
      'where no pod of the Pod Identity agent is there',
      { accounts: unannotated, pods: served, associations: oneAssociation, agentPods: noAgentPods },
      ['pods payments', 'serviceaccounts in payments', 'agent pods', 'agent'],
    ],
    [
      'where service accounts may not be listed and EKS does not tell the issuer',
      { accounts: noLists, cluster: noCluster },
      ['pods payments', 'serviceaccounts in payments', 'serviceaccount payments/api', 'issuer'],
    ],
  ])('spends its four reads of Kubernetes on what tells most, %s', async (_where, answers, reads) => {
    const asked: string[] = [];
    await collected(portsWith(answers, asked));
    const ofKubernetes = asked.filter((what) => /^(pods|serviceaccount|agent|webhooks|issuer)/.test(what));
    expect(ofKubernetes.toSorted()).toEqual(reads.toSorted());
  });

  it('makes no more than four reads of Kubernetes, whatever comes together', async () => {
    const everything = combined([
      [{}, { accounts: unannotated }, { accounts: noLists }],
      [{}, { cluster: noCluster }],
      [{}, { pods: served }, { pods: bare }, { pods: () => known('kubernetes:list pods', 'pods', []) }],
      [{}, { associations: oneAssociation }],
      [{}, { agentPods: noAgentPods }, { agentPods: () => denied('list pods', 'agent') }],
      [{}, { webhooks: ownWebhook }],
      [{}, { role: denyingRole }, { role: podIdentityRole }],
    ]);
    expect(everything).toHaveLength(864);
    for (const answers of everything) {
      const { calls } = await collected(portsWith(answers));
      const ofKubernetes = calls.filter((call) => call.api.startsWith('kubernetes:'));
      expect(ofKubernetes.length, Object.keys(answers).join(', ')).toBeLessThanOrEqual(4);
    }
  });

  it('asks for no webhooks where the service account, which they would act for, is not known', async () => {
    const asked: string[] = [];
    await collected(portsWith({ accounts: () => accountsPiece() }, asked));
    const answers = { accounts: never, pods: never };
    const startedAt = performance.now();
    const { evidence } = await collected(portsWith(answers, asked), { limitMs: 200 });
    expect(performance.now() - startedAt).toBeLessThan(390);
    expect(evidence.webhooks).toMatchObject({
      state: 'unasked',
      reason: 'the service account could not be read',
    });
    expect(asked).not.toContain('webhooks');
  });

  it('leaves the agent open, and does not call it missing, where no read is left for its DaemonSet', async () => {
    const answers = { accounts: unannotated, pods: served, associations: oneAssociation };
    const { evidence } = await collected(
      portsWith({ ...answers, cluster: noCluster, agentPods: noAgentPods }),
    );
    expect(evidence.agent).toMatchObject({
      state: 'unreadable',
      reason:
        'no pod has the labels of its add-on, and it would take one read more than a check may make to see whether a DaemonSet runs it all the same',
    });
    const refused = await collected(
      portsWith({ ...answers, cluster: noCluster, agentPods: () => denied('list pods', 'agent') }),
    );
    expect(refused.evidence.agent).toMatchObject({ state: 'unreadable', permission: 'list pods' });
  });

  it('leaves the agent open where an association is only found when all reads are made', async () => {
    const { evidence } = await collected(portsWith({ role: podIdentityRole, associations: oneAssociation }));
    expect(evidence.association.state).toBe('known');
    expect(evidence.agent.state).toBe('unreadable');
  });

  it('keeps the last read for the webhook where pods lack an identity, without waiting for what the webhook is', async () => {
    const asked: string[] = [];
    const webhooks = () => webhooksPiece(aPodWebhook());
    const { evidence } = await collected(portsWith({ webhooks, pods: bare }, asked));
    expect(asked).not.toContain('serviceaccounts called api');
    expect(evidence.namesakes).toMatchObject({
      state: 'unasked',
      reason: 'it would take one read more than a check may make',
    });
  });

  it.each<readonly [string, Answers]>([
    ['whatever the trust policy says', { role: denyingRole }],
    ['also where pods lack an identity', { pods: bare }],
    ['also where EKS does not tell the issuer', { cluster: () => denied('eks:DescribeCluster', 'cluster') }],
  ])('goes as many round trips deep as it must and no deeper, %s', async (where, answers) => {
    const ROUND_TRIP_MS = 100;
    const slowly = async <T>(piece: T): Promise<T> => {
      await new Promise((resolve) => setTimeout(resolve, ROUND_TRIP_MS));
      return piece;
    };
    // What only the cluster itself tells comes one round trip later.
    const trips = where.includes('issuer') ? 3 : 2;
    const startedAt = performance.now();
    await collected(slowedDown(portsWith(answers), slowly));
    expect(performance.now() - startedAt).toBeLessThan((trips + 0.8) * ROUND_TRIP_MS);
  });

  it('asks for service account, pods and cluster before any of them has answered', async () => {
    const asked: string[] = [];
    const answers = { accounts: never, pods: never, cluster: never };
    const pending = collected(portsWith(answers, asked), { limitMs: 50 });
    expect(asked).toEqual(['pods payments', 'cluster', 'serviceaccounts in payments']);
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
    const { evidence, calls } = await collected(portsWith({ accounts: never, pods: never, cluster: never }), {
      limitMs: 40,
    });
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
    const bare = () => accountsPiece(aServiceAccount({ annotations: {} }));
    const { evidence } = await collected(
      portsWith({ accounts: bare, pods: () => known('kubernetes:list pods', 'pods', []) }, asked),
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
    const bare = () => accountsPiece(aServiceAccount({ annotations: {} }));
    await collected(
      portsWith({ accounts: bare, pods: () => known('kubernetes:list pods', 'pods', pods) }, asked),
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
    await collected(portsWith({ accounts: () => accountsPiece(account) }, asked));
    expect(asked).toContain(`role ${ACCOUNT} payments-api`);
  });

  it('looks for what may have been taken for the provider where there is none, and only then', async () => {
    const asked: string[] = [];
    const provider = () => absent('iam:GetOpenIDConnectProvider', 'provider');
    const { evidence } = await collected(portsWith({ provider }, asked));
    expect(asked).toContain(`providers of ${ACCOUNT}`);
    expect(evidence.inPlaceOfProvider).toMatchObject({
      providers: { value: [`${PROVIDER_ARN}0`] },
      signIn: { value: ['company-login'] },
    });
    const denying = () => denied('iam:GetOpenIDConnectProvider', 'provider');
    const unreadable = await collected(portsWith({ provider: denying }));
    expect(unreadable.evidence.inPlaceOfProvider).toBeUndefined();
  });

  it('looks at the webhook itself only where it runs in the cluster and pods lack what it gives', async () => {
    const own = aPodWebhook({ isService: true, hasCaBundle: true, service: OWN_SERVICE });
    const asksFor = async (webhooks: readonly PodWebhook[], pod: Pod) => {
      const asked: string[] = [];
      const pods = () => known('kubernetes:list pods', 'pods', [pod]);
      await collected(portsWith({ pods, webhooks: () => webhooksPiece(...webhooks) }, asked));
      return asked.filter((what) => what.startsWith('pods '));
    };
    expect(await asksFor([own], aPodWithoutIdentity())).toEqual(['pods payments', 'pods kube-system']);
    expect(await asksFor([own], aPod())).toEqual(['pods payments']);
    expect(await asksFor([aPodWebhook()], aPodWithoutIdentity())).toEqual(['pods payments']);
    // One in the control plane may have been the one that did not answer.
    expect(await asksFor([own, aPodWebhook()], aPodWithoutIdentity())).toEqual(['pods payments']);
  });

  it("looks for the provider in the role's account, wherever the cluster is", async () => {
    const asked: string[] = [];
    const account = aServiceAccount({
      annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::444455556666:role/x' },
    });
    await collected(portsWith({ accounts: () => accountsPiece(account) }, asked));
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

  it('looks up whether they exist, among those of the namespace and those of the name', async () => {
    const { evidence } = await collected(
      portsWith({
        ...denying(
          'system:serviceaccount:payment:api',
          'system:serviceaccount:web:api',
          'system:serviceaccount:payments:worker',
          'system:serviceaccount:payments:gone',
        ),
        accounts: (which) =>
          which === 'in payments'
            ? accountsPiece(aServiceAccount(), aServiceAccount({ name: 'worker' }))
            : accountsPiece(aServiceAccount(), aServiceAccount({ namespace: 'web' })),
      }),
    );
    expect(evidence.trusted).toMatchObject([
      { namespace: 'payment', serviceAccount: 'api', exists: { state: 'known', value: false } },
      { namespace: 'web', serviceAccount: 'api', exists: { state: 'known', value: true } },
      { namespace: 'payments', serviceAccount: 'worker', exists: { state: 'known', value: true } },
      { namespace: 'payments', serviceAccount: 'gone', exists: { state: 'known', value: false } },
    ]);
  });

  it('keeps it open for those that neither list can hold, and where a list is not whole', async () => {
    const { evidence } = await collected(
      portsWith({
        ...denying('system:serviceaccount:web:front', 'system:serviceaccount:payments:worker'),
        accounts: () => {
          const list = accountsPiece(aServiceAccount());
          return list.state === 'known' ? { ...list, value: { ...list.value, isWhole: false } } : list;
        },
      }),
    );
    expect(evidence.trusted.map(({ exists }) => exists.state)).toEqual(['unasked', 'unasked']);
  });

  it('does not ask where the policy allows, nor for patterns, nor for names that cannot exist', async () => {
    const asked: string[] = [];
    await collected(portsWith({}, asked));
    const { evidence } = await collected(
      portsWith(denying('system:serviceaccount:payments:*', 'system:serviceaccount:payments:API'), asked),
    );
    expect(asked.filter((what) => what.startsWith('serviceaccount '))).toEqual([]);
    expect(evidence.trusted).toMatchObject([
      { serviceAccount: 'API', exists: { state: 'known', value: false } },
    ]);
  });

  it('keeps it open where they may not be read', async () => {
    const { evidence } = await collected(
      portsWith({
        ...denying('system:serviceaccount:other:api'),
        accounts: (which) =>
          which === 'in payments'
            ? accountsPiece(aServiceAccount())
            : denied('list serviceaccounts', 'service accounts'),
      }),
    );
    expect(evidence.trusted[0]?.exists.state).toBe('unreadable');
  });
});

describe('collect, of the service account itself', () => {
  it('reads it alone where the namespace may not be listed', async () => {
    const asked: string[] = [];
    const accounts = () => denied('list serviceaccounts', 'list');
    const { evidence } = await collected(portsWith({ accounts }, asked));
    expect(evidence.serviceAccount).toMatchObject({ state: 'known', value: { name: 'api' } });
    expect(evidence.siblings.state).toBe('unreadable');
    expect(asked).toContain('serviceaccount payments/api');
    expect(asked).not.toContain('serviceaccounts called api');
  });

  it('reads it alone where a namespace has too many to list', async () => {
    const accounts = () => known('list', 'list', { accounts: [], isWhole: false });
    const { evidence } = await collected(portsWith({ accounts }));
    expect(evidence.serviceAccount.state).toBe('known');
  });

  it('knows that it does not exist where the list is whole', async () => {
    const asked: string[] = [];
    const { evidence } = await collected(portsWith({ accounts: () => accountsPiece() }, asked));
    expect(evidence.serviceAccount.state).toBe('absent');
    expect(asked).not.toContain('serviceaccount payments/api');
  });

  it('names what would help where it may not be read at all', async () => {
    const { evidence } = await collected(
      portsWith({
        accounts: () => denied('list serviceaccounts', 'list'),
        serviceAccount: () => denied('get serviceaccounts', 'service account payments/api'),
      }),
    );
    expect(evidence.serviceAccount).toMatchObject({ state: 'unreadable', permission: 'get serviceaccounts' });
  });
});
