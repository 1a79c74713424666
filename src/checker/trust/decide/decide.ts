import type { Policy, Statement } from '../document/policy.ts';
import type { Decision, Truth } from '../types.ts';
import { actionTruth } from './action-truth.ts';
import { conditionTruth } from './condition-truth.ts';
import { contradictions } from './contradiction.ts';
import { principalTruth } from './principal-truth.ts';
import type { RequestContext } from './request-context.ts';
import { both } from './truth.ts';

/** Whether a statement applies: principal, action and all conditions. */
export function statementTruth(statement: Statement, context: RequestContext): Truth {
  let truth: Truth = statement.isReadable ? 'true' : 'unknown';
  // What was read of an unreadable statement may still rule it out, but an empty element is then one that could not be read.
  if (statement.isReadable || statement.principal.entries.length > 0) {
    truth = both(truth, principalTruth(statement.principal, context));
  }
  if (statement.isReadable || statement.action.patterns.length > 0) {
    truth = both(truth, actionTruth(statement.action));
  }
  for (const condition of statement.conditions) {
    if (truth === 'false') return 'false';
    truth = both(truth, conditionTruth(condition, context));
  }
  return truth === 'unknown' && contradictions(statement.conditions, context).size > 0 ? 'false' : truth;
}

/** A statement's effect and whether it applies. */
export interface Ruling {
  readonly effect: 'Allow' | 'Deny';
  readonly truth: Truth;
}

/**
 * Decides from what the statements say. A Deny that applies beats everything; without an Allow that may apply nobody gets in, whatever a
 * Deny would say; what hangs on something unknown is unknown. Source: IAM User Guide, "Policy evaluation logic".
 */
export function decideFrom(rulings: readonly Ruling[]): Exclude<Decision, 'malformed'> {
  let mayDeny = false;
  let allow: Truth = 'false';
  for (const { effect, truth } of rulings) {
    if (truth === 'false') continue;
    if (effect === 'Deny') {
      if (truth === 'true') return 'explicitDeny';
      mayDeny = true;
    } else if (truth === 'true') {
      allow = 'true';
    } else if (allow === 'false') {
      allow = 'unknown';
    }
  }
  if (allow === 'false') return 'implicitDeny';
  return allow === 'true' && !mayDeny ? 'allowed' : 'unknown';
}

/** Decides a request by a policy, without saying why. */
export function decide(policy: Policy, context: RequestContext): Exclude<Decision, 'malformed'> {
  return decideFrom(
    policy.statements.map((statement) => ({
      effect: statement.effect,
      truth: statementTruth(statement, context),
    })),
  );
}
