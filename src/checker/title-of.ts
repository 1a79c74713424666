import { lowerFirst } from './lower-first.ts';
import type { Rule } from './rules/rule.ts';
import type { FindingStatus } from './vocabulary/finding.ts';

/** "Whether no label keeps the pod from it" takes two readings, and what is wrong, asked as a question, takes one. */
const NEGATION = /^(?:No|Nothing)\b/;

/**
 * The title of a rule's finding. What nobody knows is told as the question that it is, so that a title by itself is never taken for a fact:
 * "Whether the role exists".
 */
export function titleOf({ title, holds }: Pick<Rule, 'title' | 'holds'>, status: FindingStatus): string {
  switch (status) {
    case 'fail':
    case 'warn':
      return title;
    case 'unknown':
      return `Whether ${lowerFirst(NEGATION.test(holds) ? title : holds)}`;
    case 'pass':
    case 'skipped':
      return holds;
  }
}
