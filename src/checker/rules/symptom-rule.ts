import type { Situation } from '../situation.ts';
import type { Layer } from '../vocabulary/finding.ts';
import type { Fix } from '../vocabulary/fix.ts';
import type { Symptom, SymptomDetail } from '../vocabulary/symptom.ts';
import type { Rule } from './rule.ts';

interface SymptomRuleParts {
  readonly id: string;
  readonly layer: Layer;
  readonly title: string;
  readonly holds: string;
  /** What the pasted error has to say for the rule to have anything to say. */
  readonly details: readonly SymptomDetail[];
  /** Null where the evidence explains the error better, so that another rule speaks and this one makes no finding. */
  readonly explain: (situation: Situation, symptom: Symptom) => SymptomExplanation | null;
}

export interface SymptomExplanation {
  /** `fail` unless given: the text leaves no doubt. */
  readonly status?: 'fail' | 'warn';
  readonly expected: string;
  readonly actual: string;
  readonly explanation: string;
  readonly fix?: Fix;
}

/** Where a finding that rests on the text says that it was read. */
export const PASTED_ERROR = { source: 'pasted error', subject: 'its text' };

/** A rule on what only an error text shows. Without such a text there is no finding: nothing can be said either way. */
export function symptomRule({ details, explain, ...parts }: SymptomRuleParts): Rule {
  return {
    ...parts,
    needs: [],
    hears(situation) {
      const { symptom } = situation;
      if (symptom?.detail === undefined || !details.includes(symptom.detail)) return false;
      return explain(situation, symptom) !== null;
    },
    check(situation) {
      const told = situation.symptom === null ? null : explain(situation, situation.symptom);
      if (told === null) {
        return { status: 'skipped', explanation: 'What was read explains the error in another way.' };
      }
      const { status = 'fail', ...rest } = told;
      return { status, ...rest, evidence: [PASTED_ERROR] };
    },
  };
}
