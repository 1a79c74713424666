import type { JsonObject } from '../types.ts';
import type { Operator } from './operator.ts';
import type { Pattern } from './pattern.ts';

/** A trust policy read for deciding: leniently, so that a role that IAM holds can always be looked at. */
export interface Policy {
  readonly raw: JsonObject;
  /** As written, null where absent or not text. */
  readonly version: string | null;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly index: number;
  readonly sid: string | null;
  /** What cannot be read counts as a Deny that may apply, so that nothing is called allowed that is not. */
  readonly effect: 'Allow' | 'Deny';
  /** False where something that decides could not be read; then nothing certain can be said but a mismatch elsewhere. */
  readonly isReadable: boolean;
  readonly principal: PrincipalElement;
  readonly action: ActionElement;
  readonly conditions: readonly Condition[];
}

export interface PrincipalElement {
  /** Written as NotPrincipal. */
  readonly isNegated: boolean;
  readonly entries: readonly PrincipalEntry[];
}

/** `type` is the member of the map (`Federated`, `AWS`, …); a bare `"*"` is read as `{ "AWS": "*" }`. */
export interface PrincipalEntry {
  readonly type: string;
  readonly value: string;
}

export interface ActionElement {
  /** Written as NotAction. */
  readonly isNegated: boolean;
  readonly patterns: readonly string[];
}

/** One key under one operator. `operator` is null for one that AWS does not have. */
export interface Condition {
  readonly operatorText: string;
  readonly operator: Operator | null;
  readonly key: string;
  readonly values: readonly ConditionValue[];
  /** False where the value is neither text, number, boolean nor a list of them. */
  readonly isReadable: boolean;
}

export interface ConditionValue {
  readonly text: string;
  readonly pattern: Pattern;
}
