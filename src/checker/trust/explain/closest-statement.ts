import type { RequestContext } from '../decide/request-context.ts';
import type { ConditionResult, StatementResult } from '../types.ts';
import { similarity } from './edit-distance.ts';

/**
 * Index of the Allow statement that comes closest to letting the request in, so that the answer speaks of the statement that was meant for
 * it and not of the first; null where there is none.
 */
export function closestStatement(
  statements: readonly StatementResult[],
  context: RequestContext,
): number | null {
  let closest: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const statement of statements) {
    if (statement.effect !== 'Allow') continue;
    const distance = distanceOf(statement, context);
    if (distance < least) {
      least = distance;
      closest = statement.index;
    }
  }
  return closest;
}

/**
 * How far a statement is from applying: about one for each member that fails, less the more it resembles what would hold. What is merely
 * unknown is nearer than what fails.
 */
export function distanceOf(statement: StatementResult, context: RequestContext): number {
  if (statement.truth === 'true') return 0;
  let distance = principalDistance(statement, context);
  if (statement.action.truth === 'false') distance += 1;
  for (const condition of statement.conditions) distance += conditionDistance(condition);
  return distance;
}

function principalDistance(statement: StatementResult, context: RequestContext): number {
  const { truth, faults, wanted } = statement.principal;
  if (truth === 'true') return 0;
  if (truth === 'unknown') return 0.1;
  // A statement for a service or an account was never meant for a token, however little else is wrong with it.
  if (faults.includes('no-federated-principal')) return 3;
  return 0.6 + 0.6 * (1 - mostAlike(wanted, context.providerArn));
}

function conditionDistance(condition: ConditionResult): number {
  if (condition.truth === 'true') return 0;
  if (condition.truth === 'unknown') return 0.1;
  if (condition.got === null) return 0.9;
  return 0.5 + 0.5 * (1 - mostAlike(condition.wanted, condition.got));
}

/** More values than these are not compared; a list as long resembles everything. */
const MOST_COMPARED = 20;

function mostAlike(texts: readonly string[], wanted: string): number {
  return texts.slice(0, MOST_COMPARED).reduce((best, text) => Math.max(best, similarity(text, wanted)), 0);
}
