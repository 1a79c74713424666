import { explainUnreadable } from './known.ts';
import type { Rule, RuleResult } from './rules/rule.ts';
import type { Situation } from './situation.ts';
import { titleOf } from './title-of.ts';
import type { Piece } from './vocabulary/evidence.ts';
import type { EvidenceReference, Finding } from './vocabulary/finding.ts';
import type { Fix } from './vocabulary/fix.ts';

/** A finding whose fix is still the fix itself: which index it gets is known when all rules have spoken. */
export interface Judgement {
  readonly finding: Omit<Finding, 'fix'>;
  readonly fix: Fix | null;
}

/** Applies one rule: sees to what it needs, and makes a finding of what it says. */
export function judge(rule: Rule, situation: Situation): Judgement {
  const needed = rule.needs.map((name): Piece<unknown> => situation.evidence[name]);
  const result = unmet(rule, needed) ?? rule.check(situation);
  const isWrong = result.status === 'fail' || result.status === 'warn';
  return {
    finding: {
      id: rule.id,
      layer: rule.layer,
      status: result.status,
      title: titleOf(rule, result.status),
      expected: textOf(result, 'expected'),
      actual: textOf(result, 'actual'),
      explanation: 'explanation' in result ? result.explanation : '',
      evidence: referencesOf(result, needed),
    },
    fix: isWrong ? (result.fix ?? null) : null,
  };
}

/** The result that a rule gets without being asked, null where its needs are met. An unreadable piece weighs more than an absent one. */
function unmet(rule: Rule, needed: readonly Piece<unknown>[]): RuleResult | null {
  for (const piece of needed) {
    if (piece.state === 'unreadable') {
      return { status: 'unknown', explanation: explainUnreadable(piece), evidence: [referenceOf(piece)] };
    }
  }
  for (const piece of needed) {
    if (piece.state === 'unasked')
      return { status: 'skipped', explanation: `Not looked at: ${piece.reason}.` };
    if (piece.state === 'absent' && rule.judgesAbsence !== true) {
      return { status: 'skipped', explanation: `Not looked at: ${piece.subject} does not exist.` };
    }
  }
  return null;
}

function referencesOf(result: RuleResult, needed: readonly Piece<unknown>[]): readonly EvidenceReference[] {
  if (result.status === 'skipped') return [];
  const own = 'evidence' in result ? result.evidence : undefined;
  const pieces = needed.filter((piece) => piece.state === 'known' || piece.state === 'absent');
  return own !== undefined && own.length > 0 ? own.map(referenceOf) : pieces.map(referenceOf);
}

function referenceOf({ source, subject }: EvidenceReference): EvidenceReference {
  return { source, subject };
}

function textOf(result: RuleResult, name: 'expected' | 'actual'): string | null {
  return name in result ? ((result as { readonly [key in typeof name]?: string })[name] ?? null) : null;
}
