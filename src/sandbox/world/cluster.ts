import type { Workload } from './add-workload.ts';
import type { IdentityWebhook } from './identity-webhook.ts';
import type {
  DaemonSetObject,
  KubernetesObject,
  PodObject,
  ServiceAccountObject,
} from './kubernetes-objects.ts';

/** An EKS cluster with what is in its Kubernetes. */
export interface EksCluster {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly arn: string;
  /** With `https://`; null for a cluster without one, as local clusters on Outposts are. */
  readonly issuer: string | null;
  version: string;
  /** EKS's own build of that version. */
  platformVersion: string;
  /** EKS Auto Mode: it runs the nodes itself, with the Pod Identity agent in them. */
  isAutoMode: boolean;
  readonly createdAt: string;
  readonly namespaces: KubernetesObject[];
  readonly serviceAccounts: ServiceAccountObject[];
  readonly pods: PodObject[];
  readonly webhooks: IdentityWebhook[];
  /** What was put in by `addWorkload`: the templates of the pods. */
  readonly workloads: Workload[];
  readonly daemonSets: DaemonSetObject[];
  readonly associations: PodIdentityAssociationRecord[];
  /** Names of the OIDC providers through which people sign in. */
  readonly identityProviders: string[];
  /** Bearer tokens that the API server takes. */
  readonly tokens: KubernetesIdentity[];
  /** AWS principals that may sign in with a token of `aws eks get-token`. */
  readonly accessEntries: AccessEntry[];
}

export interface PodIdentityAssociationRecord {
  readonly id: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  roleArn: string;
  targetRoleArn?: string;
  disableSessionTags?: boolean;
  /** JSON text of the association's own policy. */
  policy?: string;
  readonly createdAt?: string;
}

/** Who somebody is to the API server, and what RBAC grants: null for everything. */
export interface KubernetesUser {
  readonly username: string;
  rules: readonly PolicyRule[] | null;
}

export interface KubernetesIdentity extends KubernetesUser {
  readonly token: string;
}

export interface AccessEntry extends KubernetesUser {
  readonly principalArn: string;
}

/** A rule as a ClusterRole spells it. `namespace` narrows it to one, as a RoleBinding does. */
export interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
  readonly namespace?: string;
}

/** A cluster with nothing in it. */
export function newCluster(cluster: {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly issuer: string | null;
  readonly version?: string;
}): EksCluster {
  return {
    ...cluster,
    arn: `arn:${partitionOf(cluster.region)}:eks:${cluster.region}:${cluster.accountId}:cluster/${cluster.name}`,
    version: cluster.version ?? '1.34',
    platformVersion: 'eks.7',
    isAutoMode: false,
    createdAt: '2026-01-19T07:12:00Z',
    namespaces: [],
    serviceAccounts: [],
    pods: [],
    webhooks: [],
    workloads: [],
    daemonSets: [],
    associations: [],
    identityProviders: [],
    tokens: [],
    accessEntries: [],
  };
}

/** The partition that a region belongs to, of those that the sandbox has. */
export function partitionOf(region: string): string {
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}

/** `oidc.eks.eu-west-1.amazonaws.com/id/…`, as condition keys and provider ARNs spell it; empty for a cluster without an issuer. */
export function issuerHost(cluster: EksCluster): string {
  return cluster.issuer?.replace('https://', '') ?? '';
}
