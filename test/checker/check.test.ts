import { describe, expect, it } from 'vitest';
import { check } from '../../src/checker/check.ts';
import type { CollectOptions } from '../../src/checker/collect.ts';
import type { ClusterDirectory, ClusterPorts, OpenedCluster } from '../../src/checker/ports.ts';
import type { Evidence } from '../../src/checker/vocabulary/evidence.ts';
import {
  absent,
  accountsPiece,
  EPOCH_MS,
  evidenceWith,
  known,
  NO_PERMISSIONS_ASKED,
  NO_PROOF_ASKED,
  NO_TRAIL_ASKED,
  podsPiece,
  TARGET,
} from './evidence.ts';

/** Ports that answer with the pieces of the evidence, whoever is asked for. */
function portsOf(evidence: Evidence): ClusterPorts {
  return {
    name: 'prod-eu',
    kubernetes: {
      getServiceAccount: async () => evidence.serviceAccount,
      listServiceAccounts: async (which) => ('namespace' in which ? evidence.siblings : evidence.namesakes),
      listPods: async () => evidence.pods,
      listPodWebhooks: async () => evidence.webhooks,
      listIdentityAgentPods: async () => absent('kubernetes:list pods', 'agent'),
      getIdentityAgent: async () => evidence.agent,
      getIssuer: async () => evidence.issuer,
    },
    eks: {
      describeCluster: async () => evidence.cluster,
      listPodIdentityAssociations: async () => evidence.associations,
      listAllPodIdentityAssociations: async () => evidence.astray,
      describePodIdentityAssociation: async () => evidence.association,
      listIdentityProviders: async () => known('eks:ListIdentityProviderConfigs', 'configs', []),
    },
    iam: {
      getRole: async () => evidence.role,
      getOidcProvider: async () => evidence.provider,
      listOidcProviders: async () => known('iam:ListOpenIDConnectProviders', 'providers', []),
    },
    permissions: NO_PERMISSIONS_ASKED,
    proof: NO_PROOF_ASKED,
    trail: NO_TRAIL_ASKED,
  };
}

function opening(answer: () => Promise<OpenedCluster>): ClusterDirectory {
  return { open: answer };
}

const options: CollectOptions = {
  symptom: null,
  now: () => performance.now(),
  limitMs: 1000,
  signal: new AbortController().signal,
  epochMs: EPOCH_MS,
};

describe('check', () => {
  it('diagnoses what the ports of the named cluster tell', async () => {
    const names: (string | null)[] = [];
    const directory: ClusterDirectory = {
      open: async (name) => {
        names.push(name);
        return { ok: true, ports: portsOf(evidenceWith()) };
      },
    };
    const outcome = await check(directory, { ...TARGET, cluster: 'prod' }, options);
    expect(names).toEqual(['prod']);
    expect(outcome).toMatchObject({
      kind: 'diagnosis',
      diagnosis: { verdict: 'healthy', target: { cluster: 'prod-eu' } },
    });
    if (outcome.kind === 'diagnosis') expect(outcome.diagnosis.durationMs).toBeGreaterThan(0);
  });

  it('diagnoses a service account that does not exist', async () => {
    const evidence = evidenceWith({
      siblings: accountsPiece(),
      namesakes: accountsPiece(),
      pods: podsPiece(),
      associations: known('eks:ListPodIdentityAssociations', 'associations', []),
    });
    const outcome = await check(
      opening(async () => ({ ok: true, ports: portsOf(evidence) })),
      TARGET,
      options,
    );
    expect(outcome).toMatchObject({ diagnosis: { verdict: 'broken', cause: 'service-account.missing' } });
  });

  it.each(['unknown-cluster', 'environment'] as const)(
    'passes on that there is no cluster to ask: %s',
    async (kind) => {
      const message = 'There is no cluster prodd; did you mean prod-eu?';
      const outcome = await check(
        opening(async () => ({ ok: false, kind, message })),
        TARGET,
        options,
      );
      expect(outcome).toEqual({ kind, message });
    },
  );

  it('does not wait for ever for the cluster', async () => {
    const outcome = await check(
      opening(() => new Promise(() => {})),
      { ...TARGET, cluster: 'prod' },
      { ...options, limitMs: 30 },
    );
    expect(outcome).toEqual({
      kind: 'environment',
      message: expect.stringContaining('Cluster prod could not be reached in time'),
    });
  });
});
