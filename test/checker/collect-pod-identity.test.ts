import { describe, expect, it } from 'vitest';
import { collect } from '../../src/checker/collect.ts';
import { diagnose } from '../../src/checker/diagnose.ts';
import type { ClusterPorts } from '../../src/checker/ports.ts';
import { situate } from '../../src/checker/situate.ts';
import type { AgentPod, Evidence, Piece, Role } from '../../src/checker/vocabulary/evidence.ts';
import {
  ACCOUNT,
  ASSOCIATION_ID,
  aCluster,
  accountsPiece,
  anAgentPod,
  anAssociation,
  aPod,
  aServiceAccount,
  associatedEvidence,
  denied,
  EPOCH_MS,
  evidenceWith,
  known,
  NO_PERMISSIONS_ASKED,
  NO_PROOF_ASKED,
  NO_TRAIL_ASKED,
  podIdentityStatement,
  podsPiece,
  ROLE_ARN,
  TARGET,
  trusting,
} from './evidence.ts';

const bare = aServiceAccount({ annotations: {} });

/** What the ports answer; service accounts come as lists. */
interface Answers extends Partial<Evidence> {
  readonly agentPods?: Piece<readonly AgentPod[]>;
  readonly roleOf?: (accountId: string, name: string) => Piece<Role>;
}

/** Collects from ports that answer with the evidence, and tells what of Pod Identity and of roles was asked for, in order. */
async function collected(answers: Answers) {
  const evidence = evidenceWith(answers);
  const asked: string[] = [];
  const note = async <T>(what: string, piece: Piece<T>): Promise<Piece<T>> => {
    asked.push(what);
    return piece;
  };
  const ports: ClusterPorts = {
    name: 'prod-eu',
    kubernetes: {
      getServiceAccount: async () => evidence.serviceAccount,
      listServiceAccounts: (which) =>
        'namespace' in which ? Promise.resolve(evidence.siblings) : note('namesakes', evidence.namesakes),
      listPods: async () => evidence.pods,
      listPodWebhooks: async () => evidence.webhooks,
      getIssuer: async () => evidence.issuer,
      listIdentityAgentPods: () =>
        note('agent pods', answers.agentPods ?? known('kubernetes:list pods', 'agent', [anAgentPod()])),
      getIdentityAgent: () => note('agent', evidence.agent),
    },
    eks: {
      describeCluster: async () => evidence.cluster,
      listPodIdentityAssociations: (namespace, name) =>
        note(`associations of ${namespace}/${name}`, evidence.associations),
      listAllPodIdentityAssociations: () => note('all associations', evidence.astray),
      describePodIdentityAssociation: (id) => note(`association ${id}`, evidence.association),
      listIdentityProviders: () =>
        note('identity providers', known('eks:ListIdentityProviderConfigs', 'x', [])),
    },
    iam: {
      getRole: (accountId, name) =>
        note(`role ${accountId} ${name}`, answers.roleOf?.(accountId, name) ?? evidence.associationRole),
      getOidcProvider: async () => evidence.provider,
      listOidcProviders: () => note('providers', known('iam:ListOpenIDConnectProviders', 'x', [])),
    },
    permissions: {
      ...NO_PERMISSIONS_ASKED,
      simulate: (_account, { action, resource }) =>
        note(`simulation of ${action} on ${resource}`, denied('iam:SimulatePrincipalPolicy', action)),
    },
    proof: NO_PROOF_ASKED,
    trail: NO_TRAIL_ASKED,
  };
  const result = await collect(ports, TARGET, {
    symptom: null,
    now: () => performance.now(),
    limitMs: 5000,
    signal: new AbortController().signal,
    epochMs: EPOCH_MS,
  });
  return { ...result, asked };
}

const associated = ({ agentPods, ...changes }: Answers = {}): Answers => ({
  ...associatedEvidence({ siblings: accountsPiece(bare), ...changes }),
  ...(agentPods === undefined ? {} : { agentPods }),
});
const ROLE = `role ${ACCOUNT} payments-api`;
const OWN = 'associations of payments/api';
const noAssociation = known('eks:ListPodIdentityAssociations', 'associations', []);

describe('what is read of Pod Identity', () => {
  it('is association, agent and role where there is no annotation, and nothing of web identity', async () => {
    const { evidence, asked } = await collected(associated());
    expect(asked).toEqual([OWN, `association ${ASSOCIATION_ID}`, 'agent pods', ROLE]);
    expect(evidence).toMatchObject({
      association: { state: 'known' },
      associationRole: { state: 'known' },
      targetRole: { state: 'unasked' },
      agent: { state: 'known' },
      role: { state: 'unasked' },
      provider: { state: 'unasked' },
    });
  });

  it('takes no more than four reads of Kubernetes: namesakes give way to the agent', async () => {
    const { calls, evidence } = await collected(associated());
    expect(calls.map(({ api }) => api).filter((api) => api.startsWith('kubernetes:'))).toHaveLength(4);
    expect(evidence.namesakes.state).toBe('unasked');
  });

  it('is the agent by its pods, and by its DaemonSet only where no pod shows it', async () => {
    const ready = anAgentPod({ daemonSet: 'eks-pod-identity-agent-hybrid' });
    const down = anAgentPod({ nodeName: 'b', isReady: false, readySince: null });
    const both = await collected(
      associated({ agentPods: known('kubernetes:list pods', 'agent', [ready, down]) }),
    );
    expect(both.evidence.agent).toMatchObject({
      value: { name: 'eks-pod-identity-agent-hybrid', desired: 2, ready: 1, pods: [ready, down] },
    });
    for (const agentPods of [
      known<readonly AgentPod[]>('kubernetes:list pods', 'agent', []),
      denied<readonly AgentPod[]>('list pods in namespace kube-system', 'agent'),
    ]) {
      const { asked, evidence } = await collected(associated({ agentPods }));
      expect(asked).toContain('agent');
      expect(evidence.agent).toMatchObject({ state: 'known', value: { pods: null } });
      // The pods have their variables from it: that it works needs no read.
      expect(evidence.webhooks.state).toBe('unasked');
      const situation = situate(evidence, TARGET, {
        symptom: null,
        clusterName: 'prod-eu',
        epochMs: EPOCH_MS,
      });
      expect(diagnose(situation, [], 0).verdict).toBe('healthy');
    }
  });

  it('asks for no DaemonSet on EKS Auto Mode, whose nodes have the agent built in', async () => {
    const { asked, evidence } = await collected(
      associated({
        cluster: known('eks:DescribeCluster', 'cluster', aCluster({ isAutoMode: true })),
        agentPods: known('kubernetes:list pods', 'agent', []),
      }),
    );
    expect(asked).not.toContain('agent');
    expect(evidence.agent.state).toBe('absent');
  });

  it('is nothing beside an annotation that the pods live on', async () => {
    const { evidence, asked } = await collected({});
    expect(asked).toEqual([ROLE, 'namesakes']);
    expect(evidence.associations).toMatchObject({
      state: 'unasked',
      reason: 'the service account has a role annotation',
    });
  });

  it('is the target role, too, in its own account', async () => {
    const targetRoleArn = 'arn:aws:iam::444455556666:role/deep/vault';
    const association = known('eks:DescribePodIdentityAssociation', 'a', anAssociation({ targetRoleArn }));
    const { asked } = await collected(associated({ association }));
    expect(asked).toContain('role 444455556666 vault');
  });

  it('is what the first role may do where the target trusts it and is of another account, and only then', async () => {
    const simulationsFor = async (targetRoleArn: string, trusted: string) => {
      const association = known('eks:DescribePodIdentityAssociation', 'a', anAssociation({ targetRoleArn }));
      const target = trusting({
        Effect: 'Allow',
        Principal: { AWS: trusted },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      });
      const roleOf = (_account: string, name: string) =>
        name === 'vault' && target.state === 'known'
          ? { ...target, value: { ...target.value, arn: targetRoleArn, name } }
          : trusting(podIdentityStatement());
      const { asked } = await collected({ ...associated({ association }), roleOf });
      return asked.filter((what) => what.startsWith('simulation'));
    };
    const foreign = 'arn:aws:iam::444455556666:role/vault';
    expect(await simulationsFor(foreign, ROLE_ARN)).toEqual([
      `simulation of sts:AssumeRole on ${foreign}`,
      `simulation of sts:TagSession on ${foreign}`,
    ]);
    expect(await simulationsFor(`arn:aws:iam::${ACCOUNT}:role/vault`, ROLE_ARN)).toEqual([]);
    expect(await simulationsFor(foreign, 'arn:aws:iam::444455556666:role/other')).toEqual([]);
  });

  it('is all of it beside an annotation where the pods show it, and the same role once', async () => {
    const { evidence, asked } = await collected(associated({ siblings: accountsPiece(aServiceAccount()) }));
    expect(asked.toSorted()).toEqual(['agent pods', `association ${ASSOCIATION_ID}`, OWN, ROLE].toSorted());
    expect(evidence.associationRole).toEqual(evidence.role);
  });

  it('is the list beside an annotation where the role trusts Pod Identity and not web identity', async () => {
    const { evidence, asked } = await collected({
      associations: noAssociation,
      associationRole: trusting(podIdentityStatement()),
    });
    expect(asked).toEqual([ROLE, 'namesakes', OWN]);
    expect(evidence.associations).toMatchObject({ state: 'known', value: [] });
  });

  const near = { id: 'a-2', namespace: 'payments', serviceAccount: 'apis' };
  const far = { id: 'a-3', namespace: 'web', serviceAccount: 'front' };
  const nothing = {
    siblings: accountsPiece(bare),
    associations: noAssociation,
    astray: known('eks:ListPodIdentityAssociations', 'all', [far, near]),
  };

  it('is all associations where the service account has nothing else, and keeps those of a name much alike', async () => {
    const { evidence, asked } = await collected({ ...nothing, pods: podsPiece() });
    expect(asked).toEqual([OWN, 'all associations', 'namesakes']);
    expect(evidence.astray).toMatchObject({ state: 'known', value: [near] });
  });

  it('is not all associations where the pods have a web identity', async () => {
    expect((await collected({ ...nothing, pods: podsPiece(aPod()) })).asked).not.toContain(
      'all associations',
    );
  });

  it('leaves open what may not be read', async () => {
    const { evidence } = await collected(
      associated({
        association: denied('eks:DescribePodIdentityAssociation', 'association'),
        agentPods: denied('list pods in namespace kube-system', 'agent'),
        agent: denied('list daemonsets in namespace kube-system', 'agent'),
      }),
    );
    expect(evidence).toMatchObject({
      association: { state: 'unreadable' },
      agent: { state: 'unreadable' },
      associationRole: { state: 'unasked', reason: 'the association is not known' },
    });
  });
});
