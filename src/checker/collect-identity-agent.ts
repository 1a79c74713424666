import { knownOrNull } from './known.ts';
import { type KubernetesReads, ONE_READ_MORE } from './kubernetes-reads.ts';
import type { ClusterPorts } from './ports.ts';
import type { AgentPod, Cluster, IdentityAgent, Piece, Unreadable } from './vocabulary/evidence.ts';

const AGENT = 'EKS Pod Identity agent in namespace kube-system';
const DAEMON_SETS = 'kubernetes:list daemonsets';

/** Its pods were not found, and its DaemonSet was not looked for. */
const LEFT_OPEN: Unreadable = {
  state: 'unreadable',
  source: DAEMON_SETS,
  subject: AGENT,
  reason: `no pod has the labels of its add-on, and ${ONE_READ_MORE} to see whether a DaemonSet runs it all the same`,
  permission: null,
  cause: 'failed',
};

/**
 * Reads the EKS Pod Identity agent by its pods, which tell on which nodes it is ready. Where no pod has the labels of the add-on, or nobody may
 * list them, the DaemonSet tells whether it is there all the same, since a chart may have given its pods other labels: without that read nobody
 * may call it missing. The nodes of EKS Auto Mode have it built in.
 */
export async function readIdentityAgent({
  ports,
  kubernetes,
  cluster,
  issuer,
}: {
  readonly ports: Pick<ClusterPorts, 'kubernetes'>;
  readonly kubernetes: KubernetesReads;
  readonly cluster: Promise<Piece<Cluster>>;
  readonly issuer: Promise<Piece<string>>;
}): Promise<Piece<IdentityAgent>> {
  // Where the issuer takes a read of Kubernetes, that comes first.
  await issuer;
  const pods = await kubernetes.read({
    api: 'kubernetes:list pods',
    subject: `pods of the ${AGENT}`,
    ask: (signal) => ports.kubernetes.listIdentityAgentPods(signal),
  });
  if (pods.state === 'known' && pods.value.length > 0) return { ...pods, value: agentOf(pods.value) };
  if (pods.state === 'known' && knownOrNull(await cluster)?.isAutoMode === true) {
    return { state: 'absent', source: pods.source, subject: pods.subject };
  }
  if (kubernetes.left() === 0) return pods.state === 'unreadable' ? pods : LEFT_OPEN;
  return kubernetes.read({
    api: DAEMON_SETS,
    subject: AGENT,
    ask: (signal) => ports.kubernetes.getIdentityAgent(signal),
  });
}

function agentOf(pods: readonly AgentPod[]): IdentityAgent {
  return {
    name: pods.find(({ daemonSet }) => daemonSet !== null)?.daemonSet ?? 'eks-pod-identity-agent',
    desired: pods.length,
    ready: pods.filter(({ isReady }) => isReady).length,
    pods,
  };
}
