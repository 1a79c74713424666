import type { DecodedRefusal, Simulation } from './vocabulary/denied-call.ts';
import type {
  AgentPod,
  Cluster,
  DescribedAssociation,
  IdentityAgent,
  OidcProvider,
  Piece,
  Pod,
  PodIdentityAssociation,
  PodWebhook,
  Role,
  ServiceAccount,
  ServiceAccountList,
} from './vocabulary/evidence.ts';
import type { StsAnswer } from './vocabulary/proof.ts';
import type { RecordedCalls } from './vocabulary/recorded-call.ts';

/**
 * What the checker needs of the outside. Each call returns a piece: a thing that does not exist is `absent`, whatever cannot be read is
 * `unreadable`. No call throws for anything that the network or a permission can cause; an aborted signal gives `unreadable`.
 */
export interface KubernetesPort {
  getServiceAccount(namespace: string, name: string, signal: AbortSignal): Promise<Piece<ServiceAccount>>;
  /** All of a namespace, or all of one name in the whole cluster, as far as one answer holds them. */
  listServiceAccounts(
    which: { readonly namespace: string } | { readonly name: string },
    signal: AbortSignal,
  ): Promise<Piece<ServiceAccountList>>;
  listPods(namespace: string, signal: AbortSignal): Promise<Piece<readonly Pod[]>>;
  /** Of all MutatingWebhookConfigurations. */
  listPodWebhooks(signal: AbortSignal): Promise<Piece<readonly PodWebhook[]>>;
  /** The issuer's URL from `/.well-known/openid-configuration`. */
  getIssuer(signal: AbortSignal): Promise<Piece<string>>;
  /** Of the EKS Pod Identity agent in kube-system, as its add-on and its chart label them. */
  listIdentityAgentPods(signal: AbortSignal): Promise<Piece<readonly AgentPod[]>>;
  /** The DaemonSet of the EKS Pod Identity agent in kube-system, whatever a chart called it. */
  getIdentityAgent(signal: AbortSignal): Promise<Piece<IdentityAgent>>;
}

export interface EksPort {
  describeCluster(signal: AbortSignal): Promise<Piece<Cluster>>;
  listPodIdentityAssociations(
    namespace: string,
    serviceAccount: string,
    signal: AbortSignal,
  ): Promise<Piece<readonly PodIdentityAssociation[]>>;
  /** Of the whole cluster. */
  listAllPodIdentityAssociations(signal: AbortSignal): Promise<Piece<readonly PodIdentityAssociation[]>>;
  describePodIdentityAssociation(id: string, signal: AbortSignal): Promise<Piece<DescribedAssociation>>;
  /** Names of the OIDC providers through which people sign in to the cluster. AWS does not look at them. */
  listIdentityProviders(signal: AbortSignal): Promise<Piece<readonly string[]>>;
}

/** Account ids are twelve digits; the adapter picks the credentials for the account. */
export interface IamPort {
  getRole(accountId: string, roleName: string, signal: AbortSignal): Promise<Piece<Role>>;
  getOidcProvider(accountId: string, providerArn: string, signal: AbortSignal): Promise<Piece<OidcProvider>>;
  /** ARNs of all OIDC providers of the account. */
  listOidcProviders(accountId: string, signal: AbortSignal): Promise<Piece<readonly string[]>>;
}

/** What a role may do, for calls that were refused to it. Each method is one call of AWS. Documents are decoded JSON text. */
export interface PermissionsPort {
  /** As far as one page goes; `isWhole` is false where there are more. */
  listAttachedPolicies(
    accountId: string,
    roleName: string,
    signal: AbortSignal,
  ): Promise<Piece<{ readonly arns: readonly string[]; readonly isWhole: boolean }>>;
  listInlinePolicies(
    accountId: string,
    roleName: string,
    signal: AbortSignal,
  ): Promise<Piece<{ readonly names: readonly string[]; readonly isWhole: boolean }>>;
  getInlinePolicy(
    accountId: string,
    roleName: string,
    policyName: string,
    signal: AbortSignal,
  ): Promise<Piece<string>>;
  /** Id of the version that counts. */
  getDefaultVersion(accountId: string, policyArn: string, signal: AbortSignal): Promise<Piece<string>>;
  getPolicyVersion(
    accountId: string,
    policyArn: string,
    version: string,
    signal: AbortSignal,
  ): Promise<Piece<string>>;
  /** `resource` is null for an action that the error names without one. */
  simulate(
    accountId: string,
    call: { readonly roleArn: string; readonly action: string; readonly resource: string | null },
    signal: AbortSignal,
  ): Promise<Piece<Simulation>>;
  /** Of STS. Called only where somebody opted for it: what is decoded tells about policies. */
  decodeMessage(accountId: string, encoded: string, signal: AbortSignal): Promise<Piece<DecodedRefusal>>;
}

/** Tries a role as a pod would. It makes a token, so it is called only where somebody asked for a proof. */
export interface ProofPort {
  mintToken(
    account: { readonly namespace: string; readonly serviceAccount: string; readonly audience: string },
    signal: AbortSignal,
  ): Promise<Piece<MintedToken>>;
}

/** A token that nobody can look at. A refusal by STS is an answer too, and so `known`. */
export interface MintedToken {
  /** `sessionName` is what the pods call their sessions; null where their SDKs make up a name. */
  assume(
    call: { readonly roleArn: string; readonly region: string; readonly sessionName: string | null },
    signal: AbortSignal,
  ): Promise<Piece<StsAnswer>>;
}

/** What CloudTrail recorded. Called only where somebody asked for it. */
export interface TrailPort {
  /** Calls of AssumeRoleWithWebIdentity in a region: those by the subject, and those for the role. `accountId` is the role's. */
  lookUpCalls(
    about: {
      readonly accountId: string;
      readonly region: string;
      readonly roleArn: string;
      readonly subject: string;
    },
    signal: AbortSignal,
  ): Promise<Piece<RecordedCalls>>;
}

/** One cluster and the accounts around it. */
export interface ClusterPorts {
  /** What people call it. */
  readonly name: string;
  readonly kubernetes: KubernetesPort;
  readonly eks: EksPort;
  readonly iam: IamPort;
  readonly permissions: PermissionsPort;
  readonly proof: ProofPort;
  readonly trail: TrailPort;
}

/**
 * Whole lists, page by page, for an audit: it may never ask about one service account at a time. What is too long to be read to its end is
 * `unreadable`, never cut short.
 */
export interface SweepPort {
  /** Of a namespace, or of the whole cluster for null. */
  listServiceAccounts(
    namespace: string | null,
    signal: AbortSignal,
  ): Promise<Piece<readonly ServiceAccount[]>>;
  /** Of a namespace, or of the whole cluster for null. */
  listPods(namespace: string | null, signal: AbortSignal): Promise<Piece<readonly Pod[]>>;
  /** All roles of an account with their trust policies. When they were last used is not told. */
  listRoles(accountId: string, signal: AbortSignal): Promise<Piece<readonly Role[]>>;
}

/** A cluster that can be audited. */
export interface SweepablePorts extends ClusterPorts {
  readonly sweep: SweepPort;
}

/** Finds the cluster that somebody named, or the default one for null. */
export interface ClusterDirectory {
  open(name: string | null, signal: AbortSignal): Promise<OpenedCluster>;
}

/** The same, of clusters that can be audited. */
export interface SweepDirectory extends ClusterDirectory {
  open(name: string | null, signal: AbortSignal): Promise<OpenedCluster<SweepablePorts>>;
}

export type OpenedCluster<Ports extends ClusterPorts = ClusterPorts> =
  | { readonly ok: true; readonly ports: Ports }
  | {
      readonly ok: false;
      /** `unknown-cluster`: nobody knows that name. `environment`: no cluster or no credentials can be had at all. */
      readonly kind: 'unknown-cluster' | 'environment';
      /** One sentence that says what to do. */
      readonly message: string;
    };
