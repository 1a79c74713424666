import type {
  Cluster,
  OidcProvider,
  Piece,
  Pod,
  PodIdentityAssociation,
  Role,
  ServiceAccount,
} from './vocabulary/evidence.ts';

/**
 * What the checker needs of the outside. Each call returns a piece: a thing that does not exist is `absent`, whatever cannot be read is
 * `unreadable`. No call throws for anything that the network or a permission can cause; an aborted signal gives `unreadable`.
 */
export interface KubernetesPort {
  getServiceAccount(namespace: string, name: string, signal: AbortSignal): Promise<Piece<ServiceAccount>>;
  listPods(namespace: string, signal: AbortSignal): Promise<Piece<readonly Pod[]>>;
  /** The issuer's URL from `/.well-known/openid-configuration`. */
  getIssuer(signal: AbortSignal): Promise<Piece<string>>;
}

export interface EksPort {
  describeCluster(signal: AbortSignal): Promise<Piece<Cluster>>;
  listPodIdentityAssociations(
    namespace: string,
    serviceAccount: string,
    signal: AbortSignal,
  ): Promise<Piece<readonly PodIdentityAssociation[]>>;
}

/** Account ids are twelve digits; the adapter picks the credentials for the account. */
export interface IamPort {
  getRole(accountId: string, roleName: string, signal: AbortSignal): Promise<Piece<Role>>;
  getOidcProvider(accountId: string, providerArn: string, signal: AbortSignal): Promise<Piece<OidcProvider>>;
}

/** One cluster and the accounts around it. */
export interface ClusterPorts {
  /** What people call it. */
  readonly name: string;
  readonly kubernetes: KubernetesPort;
  readonly eks: EksPort;
  readonly iam: IamPort;
}

/** Finds the cluster that somebody named, or the default one for null. */
export interface ClusterDirectory {
  open(name: string | null, signal: AbortSignal): Promise<OpenedCluster>;
}

export type OpenedCluster =
  | { readonly ok: true; readonly ports: ClusterPorts }
  | {
      readonly ok: false;
      /** `unknown-cluster`: nobody knows that name. `environment`: no cluster or no credentials can be had at all. */
      readonly kind: 'unknown-cluster' | 'environment';
      /** One sentence that says what to do. */
      readonly message: string;
    };
