import type { StatementResult } from '../trust/types.ts';
import { statementName, trustRule } from './trust-rule.ts';

export const trustExplicitDeny = trustRule({
  id: 'trust.explicit-deny',
  title: 'The trust policy denies explicitly',
  holds: 'No statement of the trust policy denies explicitly',
  explain: (fault, { who }) => ({
    expected: `no Deny statement that applies to ${who}`,
    actual: `${statementName(fault)} denies ${conditionsOf(fault.statement)}`,
    explanation: `${statementName(fault)} denies ${who}, whatever the other statements allow.`,
  }),
});

function conditionsOf(statement: StatementResult | null): string {
  const conditions = (statement?.conditions ?? []).map(
    ({ operator, key, wanted }) => `${operator} ${key}: ${wanted.join(', ')}`,
  );
  return conditions.length === 0 ? 'without a condition' : `where ${conditions.join(' and ')}`;
}
