import type { KubeConfig } from '@kubernetes/client-node';
import type { SweepablePorts } from '../../checker/ports.ts';
import type { AwsAccess } from '../aws-access.ts';
import type { AwsClients } from '../aws-clients.ts';
import type { CallObserver } from '../call-observer.ts';
import { createTrailPort } from '../cloudtrail.ts';
import { createEksSource } from '../eks.ts';
import { createIamPort } from '../iam.ts';
import { createPermissionsPort } from '../iam-policies.ts';
import { listRolesOf } from '../iam-roles.ts';
import { createKubernetesApi } from '../kubernetes/api-client.ts';
import { createKubernetesSession } from '../kubernetes/session.ts';
import { wholeLists } from '../kubernetes/whole-lists.ts';
import { createKubernetesPort, type KubernetesConnection } from '../kubernetes.ts';
import { createProofPort } from '../proof.ts';
import { createSharedReads } from '../shared-reads.ts';
import { regionOfIssuer, regionOfServer } from './eks-identity.ts';
import { createEksSession, type EksSession } from './eks-session.ts';
import { type FoundCluster, findEksCluster } from './find-eks-cluster.ts';
import type { ClusterPlan } from './resolve-cluster.ts';

/** A cluster's ports, and what has to be closed after them. */
export interface OpenCluster {
  readonly ports: SweepablePorts;
  /** The way to its API server, for reads that the ports do not have. */
  readonly connect: (signal: AbortSignal) => Promise<KubernetesConnection>;
  close(): Promise<void>;
}

export interface OpenDependencies {
  readonly aws: AwsAccess;
  readonly clients: AwsClients;
  readonly now: () => number;
  readonly observer?: CallObserver | undefined;
}

const SEARCH_LIMIT_MS = 15_000;
const KEEP_FOUND_MS = 60 * 60_000;
/** A search costs up to a hundred calls: one that found nothing is not repeated with every question. */
const KEEP_NOT_FOUND_MS = 60_000;

/** Opens a cluster of a kubeconfig, whose current context is the one that is meant. Nothing is called before the ports are. */
export function openByKubeconfig(plan: ClusterPlan, config: KubeConfig, deps: OpenDependencies): OpenCluster {
  const { aws, now, observer } = deps;
  const api = createKubernetesApi(createKubernetesSession(config, now), observer);
  const connect = async (): Promise<KubernetesConnection> => ({ ok: true, api });
  const kubernetes = createKubernetesPort(plan.name, connect);
  const server = config.getCurrentCluster()?.server ?? '';
  const searches = createSharedReads<FoundCluster>({
    limitMs: SEARCH_LIMIT_MS,
    keepMs: (found) => (found.ok ? KEEP_FOUND_MS : KEEP_NOT_FOUND_MS),
    now,
  });

  async function search(signal: AbortSignal): Promise<FoundCluster> {
    const piece = await kubernetes.getIssuer(signal);
    const issuer = piece.state === 'known' ? piece.value : null;
    const wanted = regionOfServer(server) ?? (issuer === null ? null : regionOfIssuer(issuer));
    const reached = await aws.eksOfRegion(wanted, plan.assumeRole);
    if (!reached.ok) return reached;
    return findEksCluster(reached.client, reached.caller.region, { server, issuer }, signal);
  }

  const identify = async (signal: AbortSignal): Promise<FoundCluster> =>
    plan.eks === null ? searches.read('cluster', signal, search) : { ok: true, cluster: plan.eks };
  const eks = createEksSource({ clusterName: plan.name, identify, assumeRole: plan.assumeRole, aws, now });
  const region = plan.eks?.region ?? regionOfServer(server);
  return {
    ports: {
      name: plan.name,
      kubernetes,
      eks,
      iam: createIamPort(aws, region),
      permissions: createPermissionsPort(aws, region),
      proof: createProofPort(connect, deps.clients),
      trail: createTrailPort(aws, now),
      sweep: { ...wholeLists(connect), listRoles: listRolesOf(aws, region) },
    },
    connect,
    close: () => api.close(),
  };
}

/** Opens an EKS cluster with AWS credentials alone. */
export function openByEks(
  plan: ClusterPlan,
  cluster: NonNullable<ClusterPlan['eks']>,
  deps: OpenDependencies,
): OpenCluster {
  const { aws } = deps;
  const { assumeRole } = plan;
  const identify = async (): Promise<FoundCluster> => ({ ok: true, cluster });
  const eks = createEksSource({ clusterName: plan.name, identify, assumeRole, aws, now: deps.now });
  const session: EksSession = createEksSession({ ...deps, eks, identity: cluster, assumeRole });
  const kubernetes = createKubernetesPort(plan.name, session.connect);
  return {
    ports: {
      name: plan.name,
      kubernetes,
      eks,
      iam: createIamPort(aws, cluster.region),
      permissions: createPermissionsPort(aws, cluster.region),
      proof: createProofPort(session.connect, deps.clients),
      trail: createTrailPort(aws, deps.now),
      sweep: { ...wholeLists(session.connect), listRoles: listRolesOf(aws, cluster.region) },
    },
    connect: session.connect,
    close: () => session.close(),
  };
}
