import { describe, expect, it } from 'vitest';
import { collect } from '../../src/checker/collect.ts';
import type { ClusterPorts } from '../../src/checker/ports.ts';
import type { Evidence, Piece, Role } from '../../src/checker/vocabulary/evidence.ts';
import {
  ACCOUNT,
  ASSOCIATION_ID,
  accountsPiece,
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
  podIdentityStatement,
  podsPiece,
  TARGET,
  trusting,
} from './evidence.ts';

const bare = aServiceAccount({ annotations: {} });

/** What the ports answer; service accounts come as lists. */
interface Answers extends Partial<Evidence> {
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
      listServiceAccounts: async () => evidence.siblings,
      listPods: async () => evidence.pods,
      listPodWebhooks: async () => evidence.webhooks,
      getIssuer: async () => evidence.issuer,
      getIdentityAgent: () => note('agent', evidence.agent),
    },
    eks: {
      describeCluster: async () => evidence.cluster,
      listPodIdentityAssociations: (namespace, name) =>
        note(`associations of ${namespace}/${name}`, evidence.associations),
      listAllPodIdentityAssociations: () => note('all associations', evidence.astray),
      describePodIdentityAssociation: (id) => note(`association ${id}`, evidence.association),
    },
    iam: {
      getRole: (accountId, name) =>
        note(`role ${accountId} ${name}`, answers.roleOf?.(accountId, name) ?? evidence.associationRole),
      getOidcProvider: async () => evidence.provider,
    },
    permissions: NO_PERMISSIONS_ASKED,
    proof: NO_PROOF_ASKED,
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

const associated = (changes: Partial<Evidence> = {}) =>
  associatedEvidence({ siblings: accountsPiece(bare), ...changes });
const ROLE = `role ${ACCOUNT} payments-api`;
const OWN = 'associations of payments/api';
const noAssociation = known('eks:ListPodIdentityAssociations', 'associations', []);

describe('what is read of Pod Identity', () => {
  it('is association, agent and role where there is no annotation, and nothing of web identity', async () => {
    const { evidence, asked } = await collected(associated());
    expect(asked).toEqual([OWN, `association ${ASSOCIATION_ID}`, 'agent', ROLE]);
    expect(evidence).toMatchObject({
      association: { state: 'known' },
      associationRole: { state: 'known' },
      targetRole: { state: 'unasked' },
      agent: { state: 'known' },
      role: { state: 'unasked' },
      provider: { state: 'unasked' },
    });
  });

  it('is nothing beside an annotation that the pods live on', async () => {
    const { evidence, asked } = await collected({});
    expect(asked).toEqual([ROLE]);
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

  it('is all of it beside an annotation where the pods show it, and the same role once', async () => {
    const { evidence, asked } = await collected(associated({ siblings: accountsPiece(aServiceAccount()) }));
    expect(asked.toSorted()).toEqual(['agent', `association ${ASSOCIATION_ID}`, OWN, ROLE].toSorted());
    expect(evidence.associationRole).toEqual(evidence.role);
  });

  it('is the list beside an annotation where the role trusts Pod Identity and not web identity', async () => {
    const { evidence, asked } = await collected({
      associations: noAssociation,
      associationRole: trusting(podIdentityStatement()),
    });
    expect(asked).toEqual([ROLE, OWN]);
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
    expect(asked).toEqual([OWN, 'all associations']);
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
