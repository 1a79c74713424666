import { isServiceAccountSubject } from './mend/replaceable.ts';
import type { Evaluation, StatementResult, TrustRequest } from './types.ts';

/**
 * Why nothing may be proposed at all, in a sentence or two: the request is none that a policy could name, somebody shut it out on purpose,
 * or the decision hangs on what a token does not tell. Null where a change may be looked for.
 */
export function whyNothing(evaluation: Evaluation, request: TrustRequest): string | null {
  const { decision, reasons, statements } = evaluation;
  if (!isServiceAccountSubject(request.subject)) {
    return `${JSON.stringify(request.subject)} is no subject of a service account (system:serviceaccount:NAMESPACE:NAME).`;
  }
  if (
    !/^\d{12}$/.test(request.accountId) ||
    request.audience.trim() === '' ||
    /[*?$\s]/.test(request.audience)
  ) {
    return 'The account must have twelve digits, and the audience must be plain text.';
  }
  if (decision === 'explicitDeny') {
    return `${reasons.join(' ')} Somebody put it there on purpose: ask them before it is changed.`;
  }
  if (decision === 'unknown') {
    const why = evaluation.problems.length > 0 ? evaluation.problems : reasons;
    return `${why.join(' ')} A change could not be proven.`;
  }
  for (const statement of statements) {
    const excluded = whyExcluded(statement);
    if (excluded !== null)
      return `Statement[${statement.index}] ${excluded} Somebody wrote that on purpose: ask them first.`;
  }
  return null;
}

/** Why an Allow names the request only to leave it out; a change around it would undo what somebody meant. */
function whyExcluded({ effect, principal, conditions }: StatementResult): string | null {
  if (effect !== 'Allow' || principal.truth !== 'true') return null;
  const failed = conditions.filter(({ truth }) => truth === 'false');
  const negated = failed.find(
    ({ keyKind, operator }) => keyKind === 'sub' && /Not(Equals|Like)/i.test(operator),
  );
  if (negated !== undefined) return `shuts this service account out by ${negated.operator}.`;
  const limit = failed.find(({ keyKind, faults }) => keyKind === 'aws' && !faults.includes('absent-key'));
  const isOnlyLimited = failed.every(({ keyKind }) => keyKind === 'aws');
  return limit !== undefined && isOnlyLimited ? `is limited by ${limit.operator} ${limit.key}.` : null;
}

/**
 * A limit of AWS's own keys (an address, a date, a session name) on the statement that was meant for the request. A correction must stay
 * under it: a statement beside would get around what somebody meant. Null where there is none.
 */
export function limitOf({ closest, statements }: Evaluation): string | null {
  const meant = statements.find(({ index }) => index === closest);
  if (meant?.effect !== 'Allow' || meant.principal.truth !== 'true' || isSomebodyElses(meant)) return null;
  const limit = meant.conditions.find(
    ({ keyKind, faults }) => keyKind === 'aws' && !faults.includes('absent-key'),
  );
  return limit === undefined ? null : `${limit.operator} ${limit.key}`;
}

/** Neither the namespace nor the name is the request's. */
function isSomebodyElses({ conditions }: StatementResult): boolean {
  return conditions.some(
    ({ truth, faults }) =>
      truth === 'false' && faults.includes('namespace-differs') && faults.includes('service-account-differs'),
  );
}
