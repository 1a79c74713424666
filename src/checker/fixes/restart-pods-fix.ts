import { quoteForShell } from '../shell-quote.ts';
import type { Pod } from '../vocabulary/evidence.ts';
import type { Fix, FixCommand } from '../vocabulary/fix.ts';
import { canRoll, workloadOf, workloadsOf } from '../workload.ts';

/** Creates the pods anew: the webhook acts on pod creation only. */
export function restartPodsFix(pods: readonly Pod[]): Fix {
  return {
    kind: 'restart-pods',
    title: 'Create the pods anew',
    notes: [
      'The webhook gives a pod its identity when the pod is created, and never afterwards.',
      ...notesFor(pods),
    ],
    document: null,
    diff: null,
    commands: restartCommands(pods),
    proof: null,
  };
}

/**
 * Commands that replace the pods: a rollout where the workload knows one, else deletion, after which the owner makes a new pod. A bare pod
 * would be gone for good, so there is no command for it.
 */
export function restartCommands(pods: readonly Pod[]): readonly FixCommand[] {
  const rollouts = workloadsOf(pods)
    .filter(canRoll)
    .map(
      ({ kind, name }) => `kubectl rollout restart ${kind}/${quoteForShell(name)} -n ${namespaceOf(pods)}`,
    );
  const deletions = pods
    .filter((pod) => pod.owner !== null && !canRoll(workloadOf(pod)))
    .map((pod) => `kubectl delete pod ${quoteForShell(pod.name)} -n ${namespaceOf(pods)}`);
  return [...rollouts, ...deletions].map((text) => ({ tool: 'kubectl', text }));
}

function notesFor(pods: readonly Pod[]): readonly string[] {
  const bare = pods.filter((pod) => pod.owner === null).map((pod) => pod.name);
  return bare.length === 0
    ? []
    : [`Nothing makes ${bare.join(', ')} again: delete and create it from its manifest.`];
}

function namespaceOf(pods: readonly Pod[]): string {
  return quoteForShell(pods[0]?.namespace ?? 'default');
}
