import { actionTruth, WEB_IDENTITY_ACTION } from '../decide/action-truth.ts';
import { contradictions } from '../decide/contradiction.ts';
import { statementTruth } from '../decide/decide.ts';
import type { RequestContext } from '../decide/request-context.ts';
import type { ActionElement, Statement } from '../document/policy.ts';
import type { ConditionResult, ElementResult, StatementResult } from '../types.ts';
import { explainCondition } from './explain-condition.ts';
import { explainPrincipal } from './explain-principal.ts';

/** Explains a statement, member by member. */
export function explainStatement(statement: Statement, context: RequestContext): StatementResult {
  const principal = explainPrincipal(statement.principal, context);
  const action = explainAction(statement.action);
  const contradicted = contradictions(statement.conditions, context);
  const conditions = markTwoClusters(
    statement.conditions.map((condition, index) => {
      const result = explainCondition(condition, context);
      return contradicted.has(index) ? contradictory(result) : result;
    }),
  );
  return {
    index: statement.index,
    sid: statement.sid,
    effect: statement.effect,
    truth: statementTruth(statement, context),
    principal,
    action,
    conditions,
  };
}

/** What could hold by itself, but not beside a condition before it. */
function contradictory(result: ConditionResult): ConditionResult {
  const difference = `no ${result.key} can meet this and the other condition on it in the same statement`;
  return { ...result, truth: 'false', differences: [difference] };
}

function explainAction(action: ActionElement): ElementResult {
  const truth = actionTruth(action);
  const written = action.patterns.join(', ');
  const difference = action.isNegated
    ? `NotAction leaves ${WEB_IDENTITY_ACTION} out`
    : `${written === '' ? 'no action' : written} does not cover ${WEB_IDENTITY_ACTION}`;
  return {
    truth,
    wanted: action.patterns,
    got: WEB_IDENTITY_ACTION,
    differences: truth === 'true' ? [] : [difference],
  };
}

/** Keys of two clusters in one statement are joined by AND, and no token has both. */
function markTwoClusters(conditions: readonly ConditionResult[]): readonly ConditionResult[] {
  const hasOwn = conditions.some(({ keyKind }) => keyKind === 'sub' || keyKind === 'aud');
  if (!hasOwn) return conditions;
  return conditions.map((condition) =>
    condition.keyKind === 'other-issuer' && condition.truth === 'false'
      ? {
          ...condition,
          faults: [...condition.faults, 'two-clusters'],
          differences: [
            'keys of two clusters in one statement can never both be present',
            ...condition.differences,
          ],
        }
      : condition,
  );
}
