import type { Decision, ElementResult, Failing, StatementResult } from '../types.ts';

/**
 * What in the closest statement failed: the principal before the action before the first condition, as written. Where nothing failed but
 * something is unknown it is that. `expected` is what the policy asks for, `actual` what the request carries.
 */
export function failingOf(decision: Decision, statement: StatementResult | null): Failing | null {
  if (decision === 'allowed') return null;
  if (statement === null) return documentFailing(null);
  const at = { statement: statement.index, operator: null, key: null };
  if (decision === 'explicitDeny') {
    return { ...at, element: 'Deny', expected: null, actual: statement.principal.got };
  }
  const wanted = decision === 'unknown' ? 'unknown' : 'false';
  if (statement.principal.truth === wanted) {
    return { ...at, element: 'Principal', ...compared(statement.principal) };
  }
  if (statement.action.truth === wanted) return { ...at, element: 'Action', ...compared(statement.action) };
  const condition = statement.conditions.find(({ truth }) => truth === wanted);
  if (condition === undefined) return documentFailing(statement.index);
  return {
    statement: statement.index,
    element: 'Condition',
    operator: condition.operator,
    key: condition.key,
    ...compared(condition),
  };
}

/** The document itself is at fault: it is malformed, or nothing in it can let anybody in. */
export function documentFailing(statement: number | null, expected: string | null = null): Failing {
  return { statement, element: 'Document', operator: null, key: null, expected, actual: null };
}

function compared(result: ElementResult): {
  readonly expected: string | null;
  readonly actual: string | null;
} {
  return {
    expected: result.wanted.length === 0 ? null : result.wanted.join(' or '),
    actual: result.got,
  };
}
