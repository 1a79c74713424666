import type { Problem } from '../document/problem.ts';
import type { Decision, ElementResult, Failing, StatementResult } from '../types.ts';

/**
 * What in the closest statement failed: the principal before the action before the first condition, as written. Where nothing failed but
 * something is unknown it is that. `expected` is what the policy asks for, `actual` what the request carries.
 */
export function failingOf(decision: Decision, statement: StatementResult | null): Failing | null {
  if (decision === 'allowed') return null;
  if (statement === null) return documentFailing(null);
  const { index, principal, action, conditions } = statement;
  if (decision === 'explicitDeny') return failing(index, 'Deny', null, principal.got);
  const wanted = decision === 'unknown' ? 'unknown' : 'false';
  if (principal.truth === wanted) return failing(index, 'Principal', principal, principal.got);
  if (action.truth === wanted) return failing(index, 'Action', action, action.got);
  const condition = conditions.find(({ truth }) => truth === wanted);
  if (condition === undefined) return documentFailing(index);
  return {
    ...failing(index, 'Condition', condition, condition.got),
    operator: condition.operator,
    key: condition.key,
  };
}

/** The document itself is at fault: nothing in it can let anybody in. */
function documentFailing(statement: number | null): Failing {
  return failing(statement, 'Document', null, null);
}

/** Where a document is malformed that IAM would refuse to save. */
export function malformedFailing({ statement, element, operator, key }: Problem): Failing {
  return { ...failing(statement, element, null, null), operator, key };
}

function failing(
  statement: number | null,
  element: Failing['element'],
  result: ElementResult | null,
  actual: string | null,
): Failing {
  const wanted = result?.wanted ?? [];
  return {
    statement,
    element,
    operator: null,
    key: null,
    expected: wanted.length === 0 ? null : wanted.join(' or '),
    actual,
  };
}
