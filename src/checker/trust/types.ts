/** Words of the trust-policy engine. Pure data: everything here survives JSON. */

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** As IAM decides. `malformed` means that IAM would refuse to save the document; `unknown`, that a key cannot be known from a token. */
export type Decision = 'allowed' | 'implicitDeny' | 'explicitDeny' | 'unknown' | 'malformed';

export type Truth = 'true' | 'false' | 'unknown';

/** A call of sts:AssumeRoleWithWebIdentity, as far as the trust policy sees it. */
export interface TrustRequest {
  /** Account of the role, twelve digits. */
  readonly accountId: string;
  /** The token's issuer, with or without `https://`. */
  readonly issuer: string;
  /** The token's `sub`. */
  readonly subject: string;
  /** The token's `aud`. */
  readonly audience: string;
  /** Partition of the role (`aws`, `aws-cn`, `aws-us-gov`); without it, the issuer's. */
  readonly partition?: string;
  /** Milliseconds since the epoch for date conditions; without it they are unknown. */
  readonly now?: number;
}

/** What in a statement failed, in the shape of `trust eval`. */
export interface Failing {
  /** Index of the statement, null where the document itself is at fault. */
  readonly statement: number | null;
  readonly element: 'Principal' | 'Action' | 'Condition' | 'Deny' | 'Document';
  /** As written in the policy, set prefix and IfExists included. */
  readonly operator: string | null;
  /** As written in the policy. */
  readonly key: string | null;
  readonly expected: string | null;
  readonly actual: string | null;
}

/** How a member of a statement fared. `wanted` is what the policy says, `got` what the request carries (null: absent or unknown). */
export interface ElementResult {
  readonly truth: Truth;
  readonly wanted: readonly string[];
  readonly got: string | null;
  /** What differs, in a person's words, most telling first: "namespace is payment, not payments". */
  readonly differences: readonly string[];
}

export interface ConditionResult extends ElementResult {
  readonly operator: string;
  readonly key: string;
  /** What kind of key it is to this token. */
  readonly keyKind: 'sub' | 'aud' | 'other-claim' | 'other-issuer' | 'malformed' | 'aws' | 'unrecognised';
  /** Telling faults of the key or the value, machine-readable, for the rules. */
  readonly faults: readonly ConditionFault[];
}

export type ConditionFault =
  | 'literal-wildcard'
  | 'key-has-scheme'
  | 'key-is-arn'
  | 'key-has-wildcard'
  | 'key-of-another-cluster'
  | 'key-without-claim'
  | 'key-trailing-slash'
  | 'case-differs'
  | 'wrong-subject-form'
  | 'namespace-differs'
  | 'service-account-differs'
  | 'placeholder'
  | 'swapped-sub-and-aud'
  | 'whitespace'
  | 'absent-key'
  | 'two-clusters';

export interface StatementResult {
  readonly index: number;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  /** Whether the statement applies to the request. */
  readonly truth: Truth;
  readonly principal: ElementResult & { readonly faults: readonly PrincipalFault[] };
  readonly action: ElementResult;
  readonly conditions: readonly ConditionResult[];
}

export type PrincipalFault =
  | 'no-federated-principal'
  | 'not-an-arn'
  | 'other-partition'
  | 'other-account'
  | 'other-region'
  | 'other-cluster'
  | 'other-provider'
  | 'wrong-host-form'
  | 'case-differs';

/** Something dangerous though it works: `sub` not checked, a wildcard namespace, ForAllValues, IfExists. */
export interface Hazard {
  readonly statement: number;
  readonly kind:
    | 'no-subject'
    | 'no-audience'
    | 'wildcard-namespace'
    | 'wildcard-service-account'
    | 'for-all-values'
    | 'if-exists'
    | 'negated-subject';
  readonly message: string;
}

export interface Evaluation {
  readonly decision: Decision;
  readonly failing: Failing | null;
  /** Why, a sentence each. Never empty. */
  readonly reasons: readonly string[];
  readonly statements: readonly StatementResult[];
  /** Index of the statement that lets in, denies, or comes closest to matching; null for a malformed document or one without statements. */
  readonly closest: number | null;
  readonly hazards: readonly Hazard[];
  /** Why IAM would refuse to save the document, a sentence each; empty where it would not. */
  readonly problems: readonly string[];
}

/** What is known beside the policy, so that dead values can be replaced. Without it everything that stands there is kept. */
export interface TrustKnowledge {
  /** Subjects that are known to let nobody in, because their service account or namespace does not exist. */
  readonly deadSubjects: readonly string[];
  /** Provider ARNs that are known not to exist. */
  readonly deadProviders: readonly string[];
  /** IAM holds the policy, so that it decides even if IAM would not take it anew; otherwise it is taken for pasted text. */
  readonly isLive?: boolean;
}

/** Subjects may be patterns as the policy spells them, with the issuer where another cluster's. `lost` is empty in every proof that is shown. */
export interface Proof {
  readonly before: Decision;
  readonly after: Decision;
  readonly kept: readonly string[];
  readonly added: readonly string[];
  readonly lost: readonly string[];
}

/** A corrected policy and its proof, or the reason why none is proposed. */
export interface Proposal {
  readonly proposed: JsonObject | null;
  /** What was changed, a sentence each. */
  readonly edits: readonly string[];
  readonly proof: Proof | null;
  readonly reason: string | null;
}
