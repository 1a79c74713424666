/** What somebody asked about. `cluster` is what people type, null for the default one; `pod` is null unless one was named. */
export interface Target {
  readonly cluster: string | null;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly pod: string | null;
}

/** The target as far as it could be resolved; null where not known. `issuer` has its `https://`. */
export interface ResolvedTarget {
  readonly cluster: string | null;
  readonly region: string | null;
  readonly accountId: string | null;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly pod: string | null;
  readonly roleArn: string | null;
  readonly issuer: string | null;
  readonly subject: string;
  readonly audience: string | null;
}

/** The `sub` claim of every token of a service account. Source: Kubernetes, service account token projection. */
export function subjectOf(namespace: string, serviceAccount: string): string {
  return `system:serviceaccount:${namespace}:${serviceAccount}`;
}
