import { addPods, type Workload } from './add-workload.ts';
import type { EksCluster } from './cluster.ts';

/** When a rollout makes its pods: after everything that a scenario dates. */
const ROLLED_OUT_AT = '2026-06-01T08:00:00Z';

/**
 * Creates a deployment's pods anew, from its template or a changed one, as `kubectl rollout restart` and every change of a template do. What
 * the pods went through before is forgotten: the webhook sees them now. Throws where there is no such deployment.
 */
export function rollOut(
  cluster: EksCluster,
  namespace: string,
  deployment: string,
  change: (pod: NonNullable<Workload['pod']>) => NonNullable<Workload['pod']> = (pod) => pod,
): void {
  const at = cluster.workloads.findIndex(
    (one) => one.namespace === namespace && one.serviceAccount === deployment,
  );
  const workload = cluster.workloads[at];
  if (workload === undefined) throw new Error(`There is no deployment ${namespace}/${deployment}.`);
  const { isMutated: _isMutated, unmutated: _unmutated, ...template } = workload.pod ?? {};
  const changed = { ...workload, pod: { ...change(template), createdAt: ROLLED_OUT_AT } };
  cluster.workloads[at] = changed;
  const others = cluster.pods.filter(
    (pod) => pod.metadata.namespace !== namespace || pod.metadata.labels?.app !== deployment,
  );
  cluster.pods.splice(0, cluster.pods.length, ...others);
  addPods(cluster, changed);
}
