import { conditionTruth } from '../decide/condition-truth.ts';
import { decide } from '../decide/decide.ts';
import { contextOf } from '../decide/request-context.ts';
import type { Policy, Statement } from '../document/policy.ts';
import { issuerHostOf } from '../provider-arn.ts';
import type { TrustRequest } from '../types.ts';
import { tokenClasses } from './token-classes.ts';

/**
 * Subjects and patterns that two policies both let in, as the first one spells them, `*` where it does not look at the subject; with the
 * issuer in brackets where it is another than the request's. `hosts` are the issuers to look at.
 */
export function keptSubjects(
  before: Policy,
  after: Policy,
  hosts: readonly string[],
  request: TrustRequest,
): readonly string[] {
  const kept = new Set<string>();
  for (const statement of before.statements) {
    if (statement.effect !== 'Allow') continue;
    for (const host of hosts) {
      const classes = tokenClasses([statement], host, request);
      if (!classes.ok) continue;
      for (const token of classes.tokens) {
        if (!isIn(before, token) || !isIn(after, token)) continue;
        for (const spelling of spellings(statement, host, token)) {
          kept.add(host === issuerHostOf(request.issuer) ? spelling : `${spelling} (${host})`);
        }
      }
    }
  }
  return [...kept];
}

function isIn(policy: Policy, token: TrustRequest): boolean {
  const decision = decide(policy, contextOf(token));
  return decision === 'allowed' || decision === 'unknown';
}

/** How a statement spells a token's subject; nothing where it is not this statement that lets it in. */
function spellings(statement: Statement, host: string, token: TrustRequest): readonly string[] {
  const only: Policy = { raw: {}, version: null, statements: [statement] };
  if (!isIn(only, token)) return [];
  const context = contextOf(token);
  const subjects = statement.conditions.filter(
    ({ key, operator }) =>
      key.toLowerCase() === `${host}:sub`.toLowerCase() &&
      operator?.family === 'string' &&
      !operator.isNegated,
  );
  if (subjects.length === 0) return ['*'];
  return subjects.flatMap((condition) =>
    condition.values
      .filter((value) => conditionTruth({ ...condition, values: [value] }, context) === 'true')
      .map((value) => value.text),
  );
}
