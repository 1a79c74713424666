import type { Decision, JsonObject } from '../trust/types.ts';

export type FixKind =
  | 'trust-policy'
  | 'permission'
  | 'annotation'
  | 'service-account'
  | 'oidc-provider'
  | 'client-id'
  | 'restart-pods'
  | 'pod-spec'
  | 'webhook'
  | 'role'
  | 'pod-identity-association'
  | 'pod-identity-agent'
  | 'cluster-version';

export interface FixCommand {
  readonly tool: 'aws' | 'kubectl' | 'eksctl' | 'terraform';
  readonly text: string;
}

/** What the engine showed of a proposed policy. Subjects may be patterns, as the policy spells them. `lost` is always empty: else nothing is proposed. */
export interface FixProof {
  readonly before: Decision;
  readonly after: Decision;
  readonly kept: readonly string[];
  readonly added: readonly string[];
  readonly lost: readonly string[];
}

/** A proposed change. `document` is the whole corrected trust policy where the kind is one; `diff` is unified, against what is there. */
export interface Fix {
  readonly kind: FixKind;
  readonly title: string;
  /** What changes, a line each; and what to watch. */
  readonly notes: readonly string[];
  readonly document: JsonObject | null;
  readonly diff: string | null;
  readonly commands: readonly FixCommand[];
  readonly proof: FixProof | null;
}
