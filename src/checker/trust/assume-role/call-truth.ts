import { conditionTruth } from '../decide/condition-truth.ts';
import { matchesGlob, type ResolvedPart } from '../decide/glob.ts';
import type { RequestContext } from '../decide/request-context.ts';
import { both, either, truthOf } from '../decide/truth.ts';
import { readPattern } from '../document/pattern.ts';
import type { ActionElement, PrincipalElement, PrincipalEntry, Statement } from '../document/policy.ts';
import type { Truth } from '../types.ts';
import type { Caller } from './request.ts';

/** Whether a statement applies to one action of the caller. */
export function callTruth(
  statement: Statement,
  caller: Caller,
  action: string,
  context: RequestContext,
): Truth {
  let truth: Truth = statement.isReadable ? 'true' : 'unknown';
  if (statement.isReadable || statement.principal.entries.length > 0) {
    truth = both(truth, callerTruth(statement.principal, caller));
  }
  if (statement.isReadable || statement.action.patterns.length > 0) {
    truth = both(truth, truthOf(coversAction(statement.action, action)));
  }
  for (const condition of statement.conditions) {
    if (truth === 'false') return 'false';
    truth = both(truth, conditionTruth(condition, context));
  }
  return truth;
}

/** Whether a statement's principals take in the caller. What they say of token holders and other services never does. */
export function callerTruth(principal: PrincipalElement, caller: Caller): Truth {
  const isNamed = principal.entries.reduce<Truth>(
    (truth, entry) => either(truth, entryTruth(entry, caller)),
    'false',
  );
  if (!principal.isNegated) return isNamed;
  return isNamed === 'true' ? 'false' : 'unknown';
}

/** Whether an Action or NotAction takes in the action. */
export function coversAction(element: ActionElement, action: string): boolean {
  const wanted = action.toLowerCase();
  const isNamed = element.patterns.some((pattern) => {
    const parts = readPattern(pattern.toLowerCase(), true, false).filter(
      (part): part is ResolvedPart => part.kind !== 'variable',
    );
    return matchesGlob(parts, wanted);
  });
  return isNamed !== element.isNegated;
}

/**
 * One principal against the caller. An account stands for everybody in it, whose own permissions then decide as well. Source: IAM User
 * Guide, "AWS JSON policy elements: Principal".
 */
function entryTruth({ type, value }: PrincipalEntry, caller: Caller): Truth {
  if (type === 'Service') return truthOf(caller.kind === 'service' && value === caller.service);
  if (type !== 'AWS') return 'false';
  // Nothing says whether everybody includes the services of AWS.
  if (value === '*') return caller.kind === 'role' ? 'true' : 'unknown';
  if (caller.kind === 'service') return 'false';
  const { partition, accountId, name, arn } = caller;
  if ([arn, accountId, `arn:${partition}:iam::${accountId}:root`].includes(value)) return 'true';
  // One session of the role, whose name cannot be known from here.
  return value.startsWith(`arn:${partition}:sts::${accountId}:assumed-role/${name}/`) ? 'unknown' : 'false';
}
