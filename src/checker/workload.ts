import type { Pod } from './vocabulary/evidence.ts';

/** What makes a pod, as kubectl spells it: `deployment/api`. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
}

/**
 * The workload behind a pod. The pod names its ReplicaSet only; the Deployment's name is that without the template hash, which the pod
 * carries as a label. Null for a bare pod.
 */
export function workloadOf(pod: Pod): Workload | null {
  const [kind, name] = pod.owner?.split('/', 2) ?? [];
  if (kind === undefined || name === undefined) return null;
  if (kind !== 'ReplicaSet') return { kind: kind.toLowerCase(), name };
  const hash = pod.labels['pod-template-hash'];
  const deployment =
    hash !== undefined && name.endsWith(`-${hash}`)
      ? name.slice(0, -hash.length - 1)
      : name.replace(/-[a-z0-9]{5,10}$/, '');
  return { kind: 'deployment', name: deployment };
}

/** Whether kubectl can change the workload's pod template in place and roll the change out. */
export function canRoll(workload: Workload | null): workload is Workload {
  return workload !== null && ['deployment', 'statefulset', 'daemonset'].includes(workload.kind);
}

/** The workloads behind some pods, each once, in the order of the pods. */
export function workloadsOf(pods: readonly Pod[]): readonly Workload[] {
  const found = new Map<string, Workload>();
  for (const pod of pods) {
    const workload = workloadOf(pod);
    if (workload !== null) found.set(`${workload.kind}/${workload.name}`, workload);
  }
  return [...found.values()];
}
