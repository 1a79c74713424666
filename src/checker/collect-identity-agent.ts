import { knownOrNull } from './known.ts';
import type { ClusterPorts } from './ports.ts';
import type { Read } from './read-within.ts';
import type { AgentPod, Cluster, IdentityAgent, Piece } from './vocabulary/evidence.ts';

const AGENT = 'EKS Pod Identity agent in namespace kube-system';

/**
 * Reads the EKS Pod Identity agent by its pods, which tell on which nodes it is ready. Where no pod has the labels of the add-on, or nobody may
 * list them, the DaemonSet tells whether it is there all the same; the nodes of EKS Auto Mode have it built in.
 */
export async function readIdentityAgent({
  ports,
  read,
  cluster,
}: {
  readonly ports: Pick<ClusterPorts, 'kubernetes'>;
  readonly read: <T>(one: Read<T>) => Promise<Piece<T>>;
  readonly cluster: Promise<Piece<Cluster>>;
}): Promise<Piece<IdentityAgent>> {
  const pods = await read({
    api: 'kubernetes:list pods',
    subject: `pods of the ${AGENT}`,
    ask: (signal) => ports.kubernetes.listIdentityAgentPods(signal),
  });
  if (pods.state === 'known' && pods.value.length > 0) return { ...pods, value: agentOf(pods.value) };
  if (pods.state === 'known' && knownOrNull(await cluster)?.isAutoMode === true) {
    return { state: 'absent', source: pods.source, subject: pods.subject };
  }
  return read({
    api: 'kubernetes:list daemonsets',
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
