/** Where the outside world is. All of it is optional: an empty value means the current context and the AWS SDK's default credentials. */
export interface SourceSettings {
  readonly clusters: readonly ClusterSettings[];
  /** By account id, twelve digits: the role for the IAM calls about roles of that account. */
  readonly accounts: Readonly<Record<string, { readonly assumeRole: string }>>;
  /** The value of `KUBECONFIG`, one path or several as that variable separates them; without it the usual places. */
  readonly kubeconfigPath?: string | null | undefined;
  /** Instead of what the AWS SDK finds by itself, for those who do not want to go through the environment. */
  readonly aws?: AwsSettings | undefined;
}

/** One cluster of the file. `name` is what people type; the rest is found from the kubeconfig where it is left out. */
export interface ClusterSettings {
  readonly name: string;
  readonly eks: { readonly name: string; readonly region: string } | null;
  readonly kubernetes: { readonly auth: 'eks' | 'in-cluster' } | { readonly context: string } | null;
  /** ARN of the role for the EKS calls about this cluster, and for its token where `auth` is `eks`. */
  readonly assumeRole: string | null;
}

export interface AwsSettings {
  readonly region?: string | undefined;
  /** One URL for every AWS service. */
  readonly endpoint?: string | undefined;
  readonly credentials?:
    | {
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
        readonly sessionToken?: string | undefined;
      }
    | undefined;
}
