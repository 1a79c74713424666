import type { KeyState } from '../decide/request-context.ts';

/** Who calls sts:AssumeRole: a service of AWS, or a session of a role. */
export type Caller =
  | { readonly kind: 'service'; readonly service: string }
  | {
      readonly kind: 'role';
      readonly arn: string;
      readonly partition: string;
      readonly accountId: string;
      readonly name: string;
    };

/** A call that assumes a role, as far as the role's trust policy sees it. The policy has to allow every one of `actions`. */
export interface AssumeRoleRequest {
  readonly caller: Caller;
  readonly actions: readonly string[];
  /** State of a condition key, whose name comes in lower case. */
  key(name: string): KeyState;
  /** Milliseconds since the epoch for date conditions. */
  readonly now: number;
}

/** What the policy of a role does with such a call, and where it fails. */
export interface AssumeRoleEvaluation {
  readonly decision: 'allowed' | 'implicitDeny' | 'explicitDeny' | 'unknown' | 'malformed';
  /** The one thing that stands in the way; null where the call is allowed. */
  readonly fault: AssumeRoleFault | null;
}

export type AssumeRoleFault =
  /** `problem` is a sentence. */
  | { readonly kind: 'malformed'; readonly problem: string }
  /** No Allow is for the caller. `trusted` are those it trusts instead. */
  | { readonly kind: 'no-statement'; readonly trusted: readonly string[] }
  | {
      readonly kind: 'action';
      readonly statement: StatementPlace;
      readonly missing: readonly string[];
      readonly written: readonly string[];
    }
  | { readonly kind: 'condition'; readonly statement: StatementPlace; readonly condition: ConditionPlace }
  | StatementFault<'deny'>
  | StatementFault<'undetermined'>;

/** `condition` is null where no condition is what makes the statement apply. */
interface StatementFault<Kind extends string> {
  readonly kind: Kind;
  readonly statement: StatementPlace;
  readonly condition: ConditionPlace | null;
}

export interface StatementPlace {
  readonly index: number;
  readonly sid: string | null;
}

/** A condition as the policy has it, and the value that the call carries: null where it does not carry the key, or nobody knows it. */
export interface ConditionPlace {
  readonly operator: string;
  readonly key: string;
  readonly wanted: readonly string[];
  readonly got: string | null;
  readonly state: KeyState['state'];
}
