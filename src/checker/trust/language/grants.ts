import { actionTruth } from '../decide/action-truth.ts';
import { conditionTruth } from '../decide/condition-truth.ts';
import { principalTruth } from '../decide/principal-truth.ts';
import type { RequestContext } from '../decide/request-context.ts';
import type { Statement } from '../document/policy.ts';

/** What must hold besides for a grant to count: conditions that a token does not settle, as comparable texts. */
export type Provisos = ReadonlySet<string>;

/** The grants that Allow statements give a token, each with its provisos. A grant without provisos is unconditional. */
export function grantsFor(statements: readonly Statement[], context: RequestContext): readonly Provisos[] {
  const grants: Provisos[] = [];
  for (const statement of statements) {
    if (statement.effect !== 'Allow') continue;
    const provisos = provisosOf(statement, context);
    if (provisos !== null) grants.push(provisos);
  }
  return grants;
}

/** Whether whoever has `grants` has at least one of `others` in every case: one that asks for nothing more. */
export function isCovered(grants: readonly Provisos[], others: readonly Provisos[]): boolean {
  return grants.every((grant) => others.some((other) => [...other].every((proviso) => grant.has(proviso))));
}

function provisosOf(statement: Statement, context: RequestContext): Provisos | null {
  if (principalTruth(statement.principal, context) === 'false') return null;
  if (actionTruth(statement.action) === 'false') return null;
  const provisos = new Set<string>();
  for (const condition of statement.conditions) {
    const truth = conditionTruth(condition, context);
    if (truth === 'false') return null;
    if (truth === 'true') continue;
    const values = condition.values.map(({ text }) => text).sort();
    provisos.add(JSON.stringify([condition.operatorText, condition.key.toLowerCase(), values]));
  }
  return provisos;
}
