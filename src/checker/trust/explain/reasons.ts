import type { Decision, StatementResult } from '../types.ts';

/** Other statements than the one that decides are mentioned as far as anybody reads. */
const MOST_OTHERS = 5;

/** Why a policy decides as it does, a sentence each, the deciding statement first. Never empty. */
export function reasonsFor(
  decision: Decision,
  closest: StatementResult | null,
  statements: readonly StatementResult[],
): readonly string[] {
  if (closest === null) {
    return ['The policy has no statement that allows anything.'];
  }
  const where = nameOf(closest);
  if (decision === 'allowed') return [`${where} allows it: principal, action and every condition hold.`];
  if (decision === 'explicitDeny') {
    return [`${where} is a Deny that applies to this request, and a Deny beats every Allow.`];
  }
  if (decision === 'unknown') {
    const open = missing(closest, 'unknown');
    return [
      `${where} (${closest.effect}) decides, but it hangs on what a token does not tell: ${open.join('; ')}.`,
    ];
  }
  const others = statements.filter(({ effect, index }) => effect === 'Allow' && index !== closest.index);
  const reasons = missing(closest, 'false').map((difference) => `${where} does not apply: ${difference}.`);
  for (const other of others.slice(0, MOST_OTHERS)) {
    reasons.push(
      `${nameOf(other)} does not apply either: ${missing(other, 'false')[0] ?? 'it cannot be read'}.`,
    );
  }
  return reasons.length > 0 ? reasons : [`${where} does not apply.`];
}

function nameOf(statement: StatementResult): string {
  return statement.sid === null || statement.sid === ''
    ? `Statement[${statement.index}]`
    : `Statement[${statement.index}] (${statement.sid})`;
}

function missing(statement: StatementResult, truth: 'false' | 'unknown'): readonly string[] {
  const sentences: string[] = [];
  if (statement.principal.truth === truth) sentences.push(statement.principal.differences.join(', '));
  if (statement.action.truth === truth) sentences.push(statement.action.differences.join(', '));
  for (const condition of statement.conditions) {
    if (condition.truth !== truth) continue;
    sentences.push(`${condition.operator} ${condition.key}: ${condition.differences.join(', ')}`);
  }
  if (sentences.length === 0 && truth === 'unknown') sentences.push('part of the statement cannot be read');
  return sentences.filter((sentence) => sentence !== '');
}
