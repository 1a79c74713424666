import type { Situation } from '../situation.ts';
import type { Evidence } from '../vocabulary/evidence.ts';
import type { EvidenceReference, Layer } from '../vocabulary/finding.ts';
import type { Fix } from '../vocabulary/fix.ts';

/** What a rule found. `fix` is built only where the rule fails or warns. */
export type RuleResult =
  | { readonly status: 'pass'; readonly expected?: string; readonly actual?: string }
  | {
      readonly status: 'fail' | 'warn';
      readonly expected: string;
      readonly actual: string;
      readonly explanation: string;
      readonly evidence?: readonly EvidenceReference[];
      readonly fix?: Fix;
    }
  | {
      readonly status: 'unknown';
      readonly explanation: string;
      readonly evidence?: readonly EvidenceReference[];
    }
  | { readonly status: 'skipped'; readonly explanation: string };

/**
 * One failure mode. `needs` names the pieces of evidence without which it cannot be judged: where one is unreadable the finding is `unknown`
 * and names the permission; where one is absent or was not asked for it is `skipped`; `check` runs only when all are known, or, for a rule
 * that judges absence, known or absent.
 */
export interface Rule {
  /** Stable: people put it in runbooks. */
  readonly id: string;
  readonly layer: Layer;
  /** What is wrong, in a few words, when it fails. */
  readonly title: string;
  /** What is true when nothing is wrong, in a few words. `title-of.ts` makes the finding's title of the two. */
  readonly holds: string;
  readonly judgesAbsence?: true;
  readonly needs: readonly (keyof Omit<
    Evidence,
    | 'trusted'
    | 'deniedCall'
    | 'decoded'
    | 'proof'
    | 'recordedCalls'
    | 'inPlaceOfProvider'
    | 'targetPermission'
    | 'webhookPods'
  >)[];
  /** Whether the pasted error concerns the rule. A rule that has this makes a finding only where it holds, and then comes first as the cause. */
  hears?(situation: Situation): boolean;
  /** Whether the rule has anything to do with the case. Without this it always makes a finding. */
  concerns?(situation: Situation): boolean;
  check(situation: Situation): RuleResult;
}
