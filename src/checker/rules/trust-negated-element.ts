import { knownOrNull } from '../known.ts';
import type { Situation } from '../situation.ts';
import type { Statement } from '../trust/document/policy.ts';
import { readPolicy } from '../trust/document/read-policy.ts';
import type { Rule } from './rule.ts';

export const trustNegatedElement: Rule = {
  id: 'trust.negated-element',
  layer: 'trust-policy',
  title: 'The trust policy says what it does not mean instead of what it means',
  holds: 'The trust policy names principals and actions',
  needs: ['role'],
  concerns: (situation) => negated(situation).length > 0,
  check(situation) {
    const [statement] = negated(situation);
    if (statement === undefined) return { status: 'pass' };
    const element = statement.action.isNegated ? 'NotAction' : 'NotPrincipal';
    const name = `Statement[${statement.index}]`;
    return {
      status: 'warn',
      expected: `${element.replace('Not', '')} with what is meant`,
      actual: `${element} in ${name}`,
      explanation:
        element === 'NotAction'
          ? `${name} allows every action of STS but those it lists, today's and tomorrow's, to whom it trusts. Write the actions that are meant.`
          : `${name} speaks of everybody but those it lists. IAM does not take NotPrincipal in the Allow statements of a trust policy today, and how it decides an old one is not certain. Write the principals that are meant.`,
      evidence: [situation.evidence.role],
    };
  },
};

function negated({ evidence }: Situation): readonly Statement[] {
  const read = readPolicy(knownOrNull(evidence.role)?.trustPolicy ?? '{}');
  if (!read.ok) return [];
  return read.policy.statements.filter(
    ({ effect, action, principal }) => effect === 'Allow' && (action.isNegated || principal.isNegated),
  );
}
