import type { KubernetesObject, PodObject, ServiceAccountObject } from './kubernetes-objects.ts';

/** An EKS cluster with what is in its Kubernetes. */
export interface EksCluster {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly arn: string;
  /** With `https://`; null for a cluster without one, as local clusters on Outposts are. */
  readonly issuer: string | null;
  readonly version: string;
  readonly createdAt: string;
  readonly namespaces: KubernetesObject[];
  readonly serviceAccounts: ServiceAccountObject[];
  readonly pods: PodObject[];
  readonly webhooks: KubernetesObject[];
  readonly associations: PodIdentityAssociationRecord[];
  /** Bearer tokens that the API server takes. */
  readonly tokens: KubernetesIdentity[];
  /** AWS principals that may sign in with a token of `aws eks get-token`. */
  readonly accessEntries: AccessEntry[];
}

export interface PodIdentityAssociationRecord {
  readonly id: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly roleArn: string;
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
    arn: `arn:aws:eks:${cluster.region}:${cluster.accountId}:cluster/${cluster.name}`,
    version: cluster.version ?? '1.34',
    createdAt: '2026-01-19T07:12:00Z',
    namespaces: [],
    serviceAccounts: [],
    pods: [],
    webhooks: [],
    associations: [],
    tokens: [],
    accessEntries: [],
  };
}

/** `oidc.eks.eu-west-1.amazonaws.com/id/…`, as condition keys and provider ARNs spell it; empty for a cluster without an issuer. */
export function issuerHost(cluster: EksCluster): string {
  return cluster.issuer?.replace('https://', '') ?? '';
}
