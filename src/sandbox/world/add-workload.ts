import type { EksCluster } from './cluster.ts';
import { newDeploymentPods } from './deployment-pods.ts';
import type { ContainerSpec, VolumeSpec } from './kubernetes-objects.ts';
import { mutatePod } from './mutate-pod.ts';
import { newNamespace } from './namespace.ts';
import { newServiceAccount } from './service-account.ts';
import { isSeenByWebhook } from './webhook-sees.ts';

/** A service account and a deployment that runs under it. Everything but the names has a default that works. */
export interface Workload {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Value of the role annotation; null for a service account without one. */
  readonly roleArn: string | null;
  /** Further annotations of the service account. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly annotatedAt?: string;
  /** False where somebody forgot to create it. */
  readonly hasServiceAccount?: boolean;
  /** 2 unless given. */
  readonly replicas?: number;
  readonly pod?: {
    readonly createdAt?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly containers?: readonly ContainerSpec[];
    /** Further members of the pod's spec; volumes come beside those that every pod has. */
    readonly spec?: Readonly<Record<string, unknown>> & { readonly volumes?: readonly VolumeSpec[] };
    /** So many of the pods, the first ones, did not go through the webhook. */
    readonly unmutated?: number;
    /** Where the pods run under another service account than the one above. */
    readonly serviceAccount?: string;
    /** False where the webhook did not see the pods, because they were there before the annotation. */
    readonly isMutated?: boolean;
  };
}

/** Puts the workload into the cluster as the API server would: the namespace, its `default` account, and pods that went through the webhook. */
export function addWorkload(cluster: EksCluster, workload: Workload): void {
  const { namespace, serviceAccount } = workload;
  ensureNamespace(cluster, namespace);
  if (workload.hasServiceAccount ?? true) {
    cluster.serviceAccounts.push(
      newServiceAccount({
        namespace,
        name: serviceAccount,
        annotations: {
          ...(workload.roleArn === null ? {} : { 'eks.amazonaws.com/role-arn': workload.roleArn }),
          ...workload.annotations,
        },
        ...(workload.annotatedAt === undefined ? {} : { annotatedAt: workload.annotatedAt }),
      }),
    );
  }
  cluster.workloads.push(workload);
  addPods(cluster, workload);
}

/** The pods of a workload whose service account is there: they go through the webhook as the cluster has it. */
export function addPods(cluster: EksCluster, workload: Workload): void {
  const { namespace, serviceAccount, pod = {} } = workload;
  const runsUnder = pod.serviceAccount ?? serviceAccount;
  const account = cluster.serviceAccounts.find(
    (one) => one.metadata.namespace === namespace && one.metadata.name === runsUnder,
  );
  const association = cluster.associations.find(
    (one) => one.namespace === namespace && one.serviceAccount === runsUnder,
  );
  const pods = newDeploymentPods({
    ...pod,
    namespace,
    deployment: serviceAccount,
    serviceAccount: runsUnder,
    replicas: workload.replicas ?? 2,
  });
  const unmutated = pod.unmutated ?? ((pod.isMutated ?? true) ? 0 : pods.length);
  cluster.pods.push(
    ...pods.map((one, at) =>
      at >= unmutated && isSeenByWebhook(cluster.webhooks, one)
        ? mutatePod(one, account, { region: cluster.region, association })
        : one,
    ),
  );
}

/** Makes the namespace with its `default` service account, unless it is there. */
export function ensureNamespace(cluster: EksCluster, name: string): void {
  if (cluster.namespaces.some((namespace) => namespace.metadata.name === name)) return;
  cluster.namespaces.push(newNamespace(name));
  cluster.serviceAccounts.push(newServiceAccount({ namespace: name, name: 'default' }));
}
