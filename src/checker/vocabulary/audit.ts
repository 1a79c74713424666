import type { Verdict } from './diagnosis.ts';
import type { Call, Unreadable } from './evidence.ts';

/** What is to be audited. `cluster` is what people type, null for the default one; `namespace` is null for all of them. */
export interface AuditRequest {
  readonly cluster: string | null;
  readonly namespace: string | null;
}

/** By what a service account has, or was meant to have, an identity. */
export type IdentityKind =
  | 'role-annotation'
  | 'pod-identity'
  | 'both'
  /** Only its pods, or an annotation under another key, say that it should have one. */
  | 'stray';

/** One service account of an audit: the same verdict, cause and summary as a check gives. */
export interface AuditedServiceAccount {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly identity: IdentityKind;
  readonly verdict: Verdict;
  /** Id of the finding that explains the failure. */
  readonly cause: string | null;
  /** The finding that explains the verdict, whatever the verdict is; null for a healthy one. */
  readonly leading: { readonly id: string; readonly title: string } | null;
  readonly summary: string;
  readonly roleArn: string | null;
  /** Ids of all findings that failed, warn or could not be judged, in causal order. */
  readonly problems: readonly string[];
  /** Title of the first fix that is offered; the fix itself comes with a check. */
  readonly fix: string | null;
}

/** How many service accounts have the same leading finding. */
export interface CountedCause {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly count: number;
}

/**
 * What an audit did not ask for, so that its calls do not grow with the cluster. `count` is how many service accounts or roles that concerns, as
 * `subject` says as well; `reason` says what to do.
 */
export interface LeftOut {
  readonly state: 'left-out';
  readonly source: string;
  readonly subject: string;
  readonly count: number;
  readonly reason: string;
  /** Nobody has to grant anything. */
  readonly permission: null;
}

/** Every service account with an identity, in the shape of the schema `irsa-doctor/audit/v1`. */
export interface Audit {
  readonly schema: 'irsa-doctor/audit/v1';
  /** The worst of all; `unknown` also where it is not known whether these are all service accounts with an identity. */
  readonly verdict: Verdict;
  readonly cluster: string;
  readonly region: string | null;
  readonly accountId: string | null;
  /** Null for all namespaces. */
  readonly namespace: string | null;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** The most frequent first. */
  readonly causes: readonly CountedCause[];
  /** The worst first. */
  readonly serviceAccounts: readonly AuditedServiceAccount[];
  /** What could not be read, or was left out, each once. */
  readonly unread: readonly (Unreadable | LeftOut)[];
  /** Whether the lists that tell who has an identity could all be read. */
  readonly isWhole: boolean;
  /** The reads of the sweep; one that pages is one read. */
  readonly calls: readonly Call[];
  readonly durationMs: number;
}

/** How far an audit has come: a list that was read to its end, or how many service accounts are diagnosed. */
export type AuditProgress =
  | { readonly step: 'read'; readonly subject: string; readonly count: number }
  | { readonly step: 'diagnosed'; readonly done: number; readonly total: number };
