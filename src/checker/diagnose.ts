import { causeOf } from './cause.ts';
import { judge } from './judge.ts';
import { nextSteps } from './next-steps.ts';
import { RULES } from './rules/list.ts';
import type { Rule } from './rules/rule.ts';
import type { Situation } from './situation.ts';
import { summaryOf } from './summary.ts';
import { verdictOf } from './verdict.ts';
import type { Diagnosis } from './vocabulary/diagnosis.ts';
import type { Call } from './vocabulary/evidence.ts';
import type { Fix } from './vocabulary/fix.ts';
import { weighedByProof } from './weighed-by-proof.ts';
import { weighedByUse } from './weighed-by-use.ts';

/**
 * Applies all rules to a situation and says what is wrong. Pure. `calls` and `durationMs` (milliseconds) are passed on.
 */
export function diagnose(situation: Situation, calls: readonly Call[], durationMs: number): Diagnosis {
  const applied = RULES.filter((rule) => hasToDoWith(rule, situation));
  const judged = applied.map((rule) => judge(rule, situation));
  const judgements = weighedByProof(weighedByUse(judged, situation), situation);
  const findings = judgements.map((judgement) => judgement.finding);
  const verdict = verdictOf(findings);
  const heard = applied.flatMap((rule) => (rule.hears === undefined ? [] : [rule.id]));
  const cause = causeOf(findings, situation.symptom, heard);
  const { target, symptom } = situation;
  const fixes: Fix[] = [];
  return {
    schema: 'irsa-doctor/diagnosis/v1',
    verdict,
    target,
    cause,
    summary: summaryOf({ verdict, cause, target, findings, symptom }),
    findings: judgements.map(({ finding, fix }) => ({
      ...finding,
      fix: fix === null ? null : indexIn(fixes, fix),
    })),
    fixes,
    next: nextSteps(findings, situation.evidence),
    calls,
    durationMs,
  };
}

function hasToDoWith(rule: Rule, situation: Situation): boolean {
  return (rule.hears?.(situation) ?? true) && (rule.concerns?.(situation) ?? true);
}

/** Index of the fix among those that are there already, else of the one it becomes. */
function indexIn(fixes: Fix[], fix: Fix): number {
  const text = JSON.stringify(fix);
  const index = fixes.findIndex((other) => JSON.stringify(other) === text);
  return index === -1 ? fixes.push(fix) - 1 : index;
}
