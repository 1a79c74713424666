/**
 * What was read, piece by piece. A piece says where it comes from (`source`, the API action as its permission is spelt: `iam:GetRole`,
 * `kubernetes:get serviceaccounts`) and what was asked for (`subject`, as a person would say it: `role payments-api`).
 *
 * `absent` means that the thing was looked for and does not exist. `unreadable` means that nobody knows: `reason` says why in one clause, and
 * `permission` names what would help (an IAM action or "verb resource" of Kubernetes), null where a permission would not.
 * `unasked` means that the question did not arise, because what it depends on is not known.
 */
export type Piece<T> = Known<T> | Absent | Unreadable | Unasked;

export interface Known<T> extends Provenance {
  readonly state: 'known';
  readonly value: T;
}

export interface Absent extends Provenance {
  readonly state: 'absent';
}

export interface Unreadable extends Provenance {
  readonly state: 'unreadable';
  readonly reason: string;
  readonly permission: string | null;
  /** `denied`: the bot lacks a right. `failed`: throttled for too long, timed out, unreachable or answered nonsense. */
  readonly cause: 'denied' | 'failed';
}

export interface Unasked extends Provenance {
  readonly state: 'unasked';
  readonly reason: string;
}

export interface Provenance {
  readonly source: string;
  readonly subject: string;
}

/** A service account, as far as workload identity is concerned. Times are ISO 8601 in UTC. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly createdAt: string | null;
  /** When the role annotation was last written, from `metadata.managedFields`; null where the API server does not tell. */
  readonly annotatedAt: string | null;
}

/** A pod, as far as workload identity is concerned. Never holds a value of the environment other than the AWS identity variables'. */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly serviceAccount: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly createdAt: string | null;
  readonly phase: string;
  /** The top owner that the pod itself names, `ReplicaSet/api-7f9c`, null for a bare pod. */
  readonly owner: string | null;
  readonly nodeName: string | null;
  /** Projected service-account tokens among the volumes. */
  readonly tokenVolumes: readonly TokenVolume[];
  /** Containers and init containers. */
  readonly containers: readonly Container[];
}

export interface TokenVolume {
  readonly name: string;
  readonly audience: string | null;
  readonly expirationSeconds: number | null;
  readonly path: string;
}

export interface Container {
  readonly name: string;
  readonly isInit: boolean;
  readonly image: string;
  /** `AWS_ROLE_ARN` as set in the pod; null where it is absent or not a plain value. */
  readonly roleArn: string | null;
  /** `AWS_WEB_IDENTITY_TOKEN_FILE` as set in the pod. */
  readonly tokenFile: string | null;
  /** Names of all environment variables, without values. */
  readonly environmentNames: readonly string[];
  readonly mounts: readonly { readonly name: string; readonly path: string }[];
}

/** An EKS cluster. `issuer` is null for a cluster without one (the URL has its `https://`). */
export interface Cluster {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly accountId: string;
  readonly issuer: string | null;
  readonly version: string | null;
}

/** An IAM role. `trustPolicy` is the decoded JSON text exactly as IAM holds it. */
export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly trustPolicy: string;
  readonly createdAt: string | null;
  readonly lastUsedAt: string | null;
}

/** An IAM OIDC provider. `url` has no `https://`, as IAM answers it. */
export interface OidcProvider {
  readonly arn: string;
  readonly url: string;
  readonly clientIds: readonly string[];
}

/** An EKS Pod Identity association of the service account. */
export interface PodIdentityAssociation {
  readonly id: string;
  readonly roleArn: string | null;
}

/** Another service account that the trust policy lets in, and whether it exists: what may be replaced and what must be kept. */
export interface TrustedServiceAccount {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly exists: Piece<boolean>;
}

/** Everything a diagnosis may look at. */
export interface Evidence {
  readonly cluster: Piece<Cluster>;
  /** The issuer's URL with `https://`, from EKS or from the cluster's own discovery document. */
  readonly issuer: Piece<string>;
  readonly serviceAccount: Piece<ServiceAccount>;
  /** All pods of the namespace, so that one that runs under another service account can be told. */
  readonly pods: Piece<readonly Pod[]>;
  readonly associations: Piece<readonly PodIdentityAssociation[]>;
  readonly role: Piece<Role>;
  readonly provider: Piece<OidcProvider>;
  readonly trusted: readonly TrustedServiceAccount[];
}

/** One call to the outside, as `calls` of the diagnosis lists it. `ms` is wall-clock milliseconds. */
export interface Call {
  readonly api: string;
  readonly ms: number;
  readonly outcome: 'ok' | 'absent' | 'denied' | 'failed';
}
