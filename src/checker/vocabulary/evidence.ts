import type { DecodedRefusal, DeniedCallEvidence, Simulation } from './denied-call.ts';
import type { StsAnswer } from './proof.ts';
import type { RecordedCalls } from './recorded-call.ts';

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

/** `isWhole` is false where there are more than one answer holds. */
export interface ServiceAccountList {
  readonly accounts: readonly ServiceAccount[];
  readonly isWhole: boolean;
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
  /** Only there where the pod's conditions tell. */
  readonly isReady?: boolean;
  /** The top owner that the pod itself names, `ReplicaSet/api-7f9c`, null for a bare pod. */
  readonly owner: string | null;
  readonly nodeName: string | null;
  readonly operatingSystem: PodOperatingSystem;
  /** Only there where the pod has the network of its node. */
  readonly usesHostNetwork?: true;
  /** The group that owns the pod's volumes, token included; null where the pod names none. */
  readonly fsGroup: number | null;
  /** Projected service-account tokens among the volumes. */
  readonly tokenVolumes: readonly TokenVolume[];
  /** Containers and init containers. */
  readonly containers: readonly Container[];
  /** Names of the containers that `kubectl debug` put in after the pod was created. */
  readonly ephemeralContainers: readonly string[];
}

/** `selected` is what `nodeSelector` says, as the webhook reads it; `needed` is what the pod says in any other way. */
export interface PodOperatingSystem {
  readonly selected: string | null;
  readonly needed: string | null;
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
  /** `AWS_ROLE_SESSION_NAME` as set in the pod. */
  readonly sessionName: string | null;
  /** Secrets and ConfigMaps that further variables come from, by name and unread: `secret/aws-keys`. */
  readonly environmentFrom: readonly string[];
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
  /** EKS's own build of that version, `eks.7`. */
  readonly platformVersion: string | null;
  /** EKS runs the nodes itself, with the Pod Identity agent built in. */
  readonly isAutoMode: boolean;
}

/** An IAM role. `trustPolicy` is the decoded JSON text exactly as IAM holds it. */
export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly trustPolicy: string;
  readonly createdAt: string | null;
  readonly lastUsedAt: string | null;
  /** How long a session may last at most. */
  readonly maxSessionSeconds: number | null;
  /** ARN of the policy that bounds its permissions, where there is one. */
  readonly boundaryArn?: string;
}

/** An IAM OIDC provider. `url` has no `https://`, as IAM answers it. */
export interface OidcProvider {
  readonly arn: string;
  readonly url: string;
  readonly clientIds: readonly string[];
  readonly createdAt: string | null;
}

/** One webhook of a MutatingWebhookConfiguration, as far as it says which pods it sees. */
export interface PodWebhook {
  readonly configuration: string;
  readonly name: string;
  /** Its place in the configuration, for a patch. */
  readonly index: number;
  /** Whether its rules hold the creation of pods. */
  readonly seesPodCreation: boolean;
  readonly failurePolicy: string | null;
  readonly namespaceSelector: readonly LabelRequirement[];
  readonly objectSelector: readonly LabelRequirement[];
  /** It runs in the cluster and is called through a Service. */
  readonly isService: boolean;
  /** That Service, where it is named. */
  readonly service?: { readonly namespace: string; readonly name: string };
  readonly hasCaBundle: boolean;
}

/** A requirement of a label selector; one of `matchLabels` is an `In` with one value. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** An EKS Pod Identity association, as a list tells it: its role is told one at a time. */
export interface PodIdentityAssociation {
  readonly id: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** An association in full. `roleArn` is assumed first, `targetRoleArn` from there where there is one. */
export interface DescribedAssociation extends PodIdentityAssociation {
  readonly roleArn: string;
  readonly targetRoleArn: string | null;
  /** What EKS sends for `sts:ExternalId` to the target role. */
  readonly externalId: string | null;
  /** False where the association switches them off. */
  readonly hasSessionTags: boolean;
  /** JSON text of a policy that narrows the role's permissions. */
  readonly sessionPolicy: string | null;
  readonly createdAt: string | null;
}

/** The EKS Pod Identity agent: its DaemonSet, on how many nodes it should run, and on how many it is ready. */
export interface IdentityAgent {
  readonly name: string;
  readonly desired: number;
  readonly ready: number;
  /** Its pods; null where only the DaemonSet could tell. */
  readonly pods: readonly AgentPod[] | null;
}

/** A pod of the agent. `daemonSet` names what made it; `readySince` is null while it is not ready, or where nobody tells. */
export interface AgentPod {
  readonly daemonSet: string | null;
  readonly nodeName: string | null;
  readonly isReady: boolean;
  readonly readySince: string | null;
}

/** Another service account that the trust policy lets in, and whether it exists: what may be replaced and what must be kept. */
export interface TrustedServiceAccount {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly exists: Piece<boolean>;
}

/** What IAM's simulator says of one action of the association's role on its target. */
export interface SimulatedAction {
  readonly action: string;
  readonly simulation: Piece<Simulation>;
}

/** Where the role's account has no provider for the cluster: what may have been taken for it. */
export interface InPlaceOfProvider {
  /** ARNs of all OIDC providers of the role's account. */
  readonly providers: Piece<readonly string[]>;
  /** Names of the OIDC providers through which people sign in to the cluster. */
  readonly signIn: Piece<readonly string[]>;
}

/** Everything a diagnosis may look at. */
export interface Evidence {
  readonly cluster: Piece<Cluster>;
  /** The issuer's URL with `https://`, from EKS or from the cluster's own discovery document. */
  readonly issuer: Piece<string>;
  readonly serviceAccount: Piece<ServiceAccount>;
  /** All pods of the namespace, so that one that runs under another service account can be told. */
  readonly pods: Piece<readonly Pod[]>;
  /** All service accounts of the namespace. */
  readonly siblings: Piece<ServiceAccountList>;
  /** All service accounts of the cluster that are called like this one. */
  readonly namesakes: Piece<ServiceAccountList>;
  /** All webhooks that change objects. */
  readonly webhooks: Piece<readonly PodWebhook[]>;
  readonly associations: Piece<readonly PodIdentityAssociation[]>;
  /** The first of them in full. */
  readonly association: Piece<DescribedAssociation>;
  /** Associations whose name is much like the service account's; asked for only where it has none of its own. */
  readonly astray: Piece<readonly PodIdentityAssociation[]>;
  /** The association's own role, and its target where it has one. */
  readonly associationRole: Piece<Role>;
  readonly targetRole: Piece<Role>;
  readonly agent: Piece<IdentityAgent>;
  readonly role: Piece<Role>;
  readonly provider: Piece<OidcProvider>;
  readonly trusted: readonly TrustedServiceAccount[];
  /** Only there where the webhook runs in the cluster and left pods without an identity: the pods that it runs in. */
  readonly webhookPods?: Piece<readonly Pod[]>;
  /** Only there where an association has a target role that leaves it to the policies of its own role who may take it. */
  readonly targetPermission?: readonly SimulatedAction[];
  /** Only there where the provider is not: what there is in its place. */
  readonly inPlaceOfProvider?: InPlaceOfProvider;
  /** Only there where a pasted error says that a call of the role was refused. */
  readonly deniedCall?: DeniedCallEvidence;
  /** Only there where a pasted error holds an encoded message and somebody opted for having it decoded. */
  readonly decoded?: Piece<DecodedRefusal>;
  /** Only there where somebody asked for a proof by AWS itself. */
  readonly proof?: Piece<StsAnswer>;
  /** Only there where somebody asked for what CloudTrail shows. */
  readonly recordedCalls?: Piece<RecordedCalls>;
}

/** One call to the outside, as `calls` of the diagnosis lists it. `ms` is wall-clock milliseconds. */
export interface Call {
  readonly api: string;
  readonly ms: number;
  readonly outcome: 'ok' | 'absent' | 'denied' | 'failed';
}
