import type { ConditionResult } from '../trust/types.ts';
import { differenceIn, statementName, trustRule } from './trust-rule.ts';

export const trustSubjectMismatch = trustRule({
  id: 'trust.subject-mismatch',
  title: 'The trust policy names another service account',
  holds: 'The trust policy names the service account',
  explain: (fault, { request, who }) => {
    const { condition } = fault;
    return {
      expected: request.subject,
      actual: actualOf(condition),
      explanation: `${statementName(fault)} does not let ${who} in${differenceIn(condition?.differences ?? [])}. ${adviceFor(condition)}`,
    };
  },
});

function actualOf(condition: ConditionResult | null): string {
  if (condition === null) return '';
  const values = condition.wanted.join(', ');
  return isNegated(condition) ? `${condition.operator}: ${values}` : values;
}

function adviceFor(condition: ConditionResult | null): string {
  const faults = condition?.faults ?? [];
  if (faults.includes('swapped-sub-and-aud')) return 'The values of :sub and :aud are swapped.';
  if (faults.includes('case-differs'))
    return 'Case counts, and names in Kubernetes are in lower case throughout.';
  if (faults.includes('placeholder')) return 'The value holds a placeholder that nothing filled in.';
  if (faults.includes('wrong-subject-form')) {
    return 'A subject always has the form system:serviceaccount:NAMESPACE:SERVICE_ACCOUNT.';
  }
  if (condition !== null && isNegated(condition))
    return `${condition.operator} keeps out exactly what it names.`;
  return "Every token of a pod carries the pod's own namespace and service account as its subject, and the condition on :sub has to match it.";
}

function isNegated({ operator }: ConditionResult): boolean {
  return /not/i.test(operator);
}
