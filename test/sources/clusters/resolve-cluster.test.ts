import { describe, expect, it } from 'vitest';
import { type Choice, resolveCluster } from '../../../src/sources/clusters/resolve-cluster.ts';
import type { KubeContext } from '../../../src/sources/kubernetes/context.ts';
import type { ClusterSettings } from '../../../src/sources/settings.ts';

const ARN = 'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu';
const PROD_EU = { name: 'prod-eu', region: 'eu-west-1', accountId: '111122223333' };

function context(name: string, fields: Partial<KubeContext> = {}): KubeContext {
  return { name, cluster: 'c', user: 'u', server: 'https://127.0.0.1:6443', exec: null, ...fields };
}

function configured(name: string, fields: Partial<ClusterSettings> = {}): ClusterSettings {
  return { name, eks: null, kubernetes: null, assumeRole: null, ...fields };
}

function choice(fields: Partial<Choice> = {}): Choice {
  const contexts = fields.contexts ?? [];
  const current = contexts[0]?.name ?? null;
  return {
    clusters: [],
    contexts,
    current,
    isInCluster: false,
    problem: null,
    isKubeconfigNamed: true,
    ...fields,
  };
}

function plan(name: string | null, from: Choice) {
  const resolution = resolveCluster(name, from);
  if (!resolution.ok) throw new Error(resolution.message);
  const { reach, ...rest } = resolution.plan;
  return { ...rest, reach: reach.by === 'context' ? reach.context.name : reach.by };
}

function refusal(name: string | null, from: Choice) {
  const resolution = resolveCluster(name, from);
  return resolution.ok ? null : { kind: resolution.kind, message: resolution.message };
}

describe('without a file', () => {
  const kind = context('kind');
  const prod = context(ARN, { cluster: ARN, user: ARN });

  it.each<[string, string | null, Choice, object]>([
    [
      'no name is the current context',
      null,
      choice({ contexts: [prod] }),
      { name: 'prod-eu', reach: ARN, eks: PROD_EU },
    ],
    [
      'no name is a current context of which EKS is not known yet',
      null,
      choice({ contexts: [kind] }),
      { name: 'kind', reach: 'kind', eks: null },
    ],
    ['a context of that name', 'kind', choice({ contexts: [prod, kind] }), { name: 'kind', reach: 'kind' }],
    [
      'a context whose EKS name it is',
      'prod-eu',
      choice({ contexts: [kind, prod] }),
      { reach: ARN, eks: PROD_EU },
    ],
    [
      'a context whose EKS ARN it is',
      ARN,
      choice({ contexts: [kind, { ...prod, name: 'alias' }] }),
      { reach: 'alias' },
    ],
    [
      'of several contexts of one EKS name, the current one',
      'prod-eu',
      choice({
        contexts: [prod, context('admin@prod-eu.us-east-1.eksctl.io')],
        current: 'admin@prod-eu.us-east-1.eksctl.io',
      }),
      { eks: { name: 'prod-eu', region: 'us-east-1', accountId: null } },
    ],
    [
      'a name that fits nothing is the EKS name of the current context',
      'prod-us',
      choice({ contexts: [kind] }),
      { name: 'prod-us', reach: 'kind', eks: { name: 'prod-us', region: null, accountId: null } },
    ],
    [
      'its region is that of the server, where the server tells',
      'prod-us',
      choice({ contexts: [context('x', { server: 'https://ABC.gr7.us-west-2.eks.amazonaws.com' })] }),
      { eks: { name: 'prod-us', region: 'us-west-2', accountId: null } },
    ],
    [
      'the pod it runs in, with the name as EKS name',
      'prod-us',
      choice({ contexts: [context('inClusterContext')], isInCluster: true, isKubeconfigNamed: false }),
      { name: 'prod-us', reach: 'inClusterContext', eks: { name: 'prod-us', region: null, accountId: null } },
    ],
    [
      'without any kubeconfig, EKS itself',
      'prod-us',
      choice({ problem: 'none', isKubeconfigNamed: false }),
      { name: 'prod-us', reach: 'eks' },
    ],
  ])('%s', (_name, name, from, expected) => {
    expect(plan(name, from)).toMatchObject(expected);
  });

  it('does not read a cluster that is plainly another one under the typed name', () => {
    expect(refusal('prod-ue', choice({ contexts: [prod, context('staging')] }))).toEqual({
      kind: 'unknown-cluster',
      message: 'No cluster is called "prod-ue". Known: prod-eu, staging.',
    });
  });

  it('does not ask EKS for what it lets no cluster be called', () => {
    const name = `<!channel>\u0000${'x'.repeat(10_000)}`;
    const refused = refusal(name, choice({ contexts: [kind] }));
    expect(refused?.kind).toBe('unknown-cluster');
    expect(refused?.message.length).toBeLessThan(150);
    expect(refused?.message).not.toContain('\u0000');
  });

  it.each<[string, string | null, Choice, RegExp]>([
    [
      'no kubeconfig',
      null,
      choice({ problem: 'Set KUBECONFIG.', isKubeconfigNamed: false }),
      /^Set KUBECONFIG\.$/,
    ],
    ['a kubeconfig that is not there', 'prod', choice({ problem: 'Correct it.' }), /^Correct it\.$/],
    ['no current context', null, choice({ contexts: [kind], current: null }), /kubectl config use-context/],
    [
      'a context without its cluster',
      null,
      choice({ contexts: [{ ...kind, server: null }] }),
      /does not have/,
    ],
  ])('says what to do about %s', (_name, name, from, message) => {
    expect(refusal(name, from)).toMatchObject({
      kind: 'environment',
      message: expect.stringMatching(message),
    });
  });
});

describe('with a file', () => {
  const eks = { name: 'prod-eu-1', region: 'eu-west-1' };
  const prod = configured('prod', { eks, kubernetes: { auth: 'eks' }, assumeRole: 'arn:aws:iam::1:role/r' });
  const staging = configured('staging', { kubernetes: { context: 'kind' } });
  const kind = context('kind');

  it.each<[string, string | null, Choice, object]>([
    [
      'a cluster by its name',
      'prod',
      choice({ clusters: [prod, staging], contexts: [kind] }),
      { name: 'prod', reach: 'eks', eks: { ...eks, accountId: null }, assumeRole: 'arn:aws:iam::1:role/r' },
    ],
    [
      'a cluster by its EKS name',
      'prod-eu-1',
      choice({ clusters: [prod, staging] }),
      { name: 'prod', reach: 'eks' },
    ],
    ['the only cluster for no name', null, choice({ clusters: [prod], contexts: [kind] }), { name: 'prod' }],
    [
      'the current context for no name, where there are several',
      null,
      choice({ clusters: [prod, configured('other', { eks })], contexts: [kind] }),
      { name: 'kind', reach: 'kind' },
    ],
    [
      'what the file says of the current context',
      null,
      choice({ clusters: [prod, staging], contexts: [kind] }),
      { name: 'staging', reach: 'kind' },
    ],
    [
      'a context that is not in the file',
      'minikube',
      choice({ clusters: [prod], contexts: [context('minikube')] }),
      { name: 'minikube' },
    ],
    [
      'the pod that it runs in',
      'here',
      choice({ clusters: [configured('here', { kubernetes: { auth: 'in-cluster' } })] }),
      { reach: 'in-cluster' },
    ],
    [
      'the context of the EKS cluster, where the file does not say how to get there',
      'p',
      choice({
        clusters: [configured('p', { eks })],
        contexts: [kind, context('u@prod-eu-1.eu-west-1.eksctl.io')],
      }),
      { reach: 'u@prod-eu-1.eu-west-1.eksctl.io' },
    ],
    [
      'EKS, where no context is that cluster, and not whatever context is current',
      'p',
      choice({
        clusters: [configured('p', { eks })],
        contexts: [kind, context('u@prod-eu-1.us-east-1.eksctl.io')],
      }),
      { reach: 'eks' },
    ],
    [
      'the pod that it runs in for the only cluster',
      'p',
      choice({
        clusters: [configured('p', { eks })],
        contexts: [context('inClusterContext')],
        isInCluster: true,
      }),
      { reach: 'inClusterContext' },
    ],
  ])('chooses %s', (_name, name, from, expected) => {
    expect(plan(name, from)).toMatchObject(expected);
  });

  it('lists the likest names for one that nobody knows, at most five', () => {
    const names = ['prod-us', 'prod-eu', 'staging', 'dev', 'sandbox', 'perf', 'qa'];
    const clusters = names.map((name) => configured(name, { eks }));
    expect(refusal('prod-ue', choice({ clusters, contexts: [kind] }))).toEqual({
      kind: 'unknown-cluster',
      message: expect.stringMatching(
        /^No cluster is called "prod-ue"\. Known: prod-us, prod-eu(, [a-z]+){3}\.$/,
      ),
    });
  });

  it('asks which one, where several are known and none is current', () => {
    expect(refusal(null, choice({ clusters: [prod, staging], problem: 'none' }))).toEqual({
      kind: 'unknown-cluster',
      message: 'Say which cluster: prod, staging.',
    });
  });

  it.each<[string, ClusterSettings, RegExp]>([
    [
      'names a context that is not there',
      staging,
      /^Cluster staging cannot be reached\. The kubeconfig has no context kind\.$/,
    ],
    ['says nothing but a name', configured('bare'), /give it eks or kubernetes/],
    [
      'wants EKS without naming the cluster',
      configured('bare', { kubernetes: { auth: 'eks' } }),
      /give it eks/,
    ],
  ])('says what to do where the file %s', (_name, cluster, message) => {
    expect(refusal(cluster.name, choice({ clusters: [cluster] }))).toEqual({
      kind: 'environment',
      message: expect.stringMatching(message),
    });
  });
});
