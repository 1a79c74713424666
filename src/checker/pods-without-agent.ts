import { knownOrNull } from './known.ts';
import { hasPodIdentity, podsInQuestion } from './pods-in-question.ts';
import type { Situation } from './situation.ts';
import type { Pod } from './vocabulary/evidence.ts';

/** EKS puts it on every pod that it schedules onto Fargate. */
const FARGATE_LABEL = 'eks.amazonaws.com/fargate-profile';

/** Where no agent can run: on Fargate and on Windows; null for a pod that may have one. */
export function computeWithoutAgent(pod: Pod): 'Fargate' | 'Windows' | null {
  if (pod.labels[FARGATE_LABEL] !== undefined || pod.nodeName?.startsWith('fargate-') === true) {
    return 'Fargate';
  }
  return isForWindows(pod) ? 'Windows' : null;
}

/** Whether the pod says in any way that it needs Windows. */
export function isForWindows({ operatingSystem }: Pod): boolean {
  return operatingSystem.selected === 'windows' || operatingSystem.needed === 'windows';
}

/**
 * The pods in question that ask the agent and are on a node without one that is ready; null where that cannot be told, because the agent's pods
 * are not known. Nodes of EKS Auto Mode have an agent that no pod shows.
 */
export function podsWithoutAgent({ evidence, target }: Situation): readonly Pod[] | null {
  const agents = knownOrNull(evidence.agent)?.pods ?? null;
  if (agents === null || knownOrNull(evidence.cluster)?.isAutoMode === true) return null;
  const served = new Set(agents.filter(({ isReady }) => isReady).map(({ nodeName }) => nodeName));
  return podsInQuestion(knownOrNull(evidence.pods) ?? [], target).filter(
    (pod) =>
      hasPodIdentity(pod) &&
      pod.nodeName !== null &&
      !served.has(pod.nodeName) &&
      computeWithoutAgent(pod) === null,
  );
}
