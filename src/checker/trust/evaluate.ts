import { decideFrom } from './decide/decide.ts';
import { contextOf } from './decide/request-context.ts';
import { documentProblems } from './document/document-problems.ts';
import { readPolicy } from './document/read-policy.ts';
import { closestStatement } from './explain/closest-statement.ts';
import { explainStatement } from './explain/explain-statement.ts';
import { documentFailing, failingOf } from './explain/failing.ts';
import { reasonsFor } from './explain/reasons.ts';
import { hazardsOf } from './hazards.ts';
import type { Decision, Evaluation, JsonValue, StatementResult, TrustRequest } from './types.ts';

/** `live`: the policy is one that IAM holds, so that it is decided even if IAM would not take it anew. */
export interface EvaluationOptions {
  readonly live?: boolean;
}

/**
 * Decides a call of sts:AssumeRoleWithWebIdentity by a role's trust policy, as IAM decides, and says why. Takes the policy as JSON text
 * or parsed. Never throws: a document that is none is `malformed`, as is one that IAM would refuse to save unless it is live. What hangs
 * on a key that a token does not tell is `unknown`.
 */
export function evaluateTrustPolicy(
  policy: string | JsonValue,
  request: TrustRequest,
  options: EvaluationOptions = {},
): Evaluation {
  const read = readPolicy(policy);
  if (!read.ok) return malformed([read.problem]);
  const problems = documentProblems(read.policy.raw);
  const isEvaluable = read.policy.statements.length > 0;
  if (problems.length > 0 && !(options.live === true && isEvaluable)) return malformed(problems);
  const context = contextOf(request);
  const statements = read.policy.statements.map((statement) => explainStatement(statement, context));
  const decision = decideFrom(statements);
  const closest = decisive(decision, statements) ?? closestStatement(statements, context);
  const result = closest === null ? null : (statements[closest] ?? null);
  return {
    decision,
    failing: failingOf(decision, result),
    reasons: reasonsFor(decision, result, statements),
    statements,
    closest,
    hazards: hazardsOf(read.policy),
    problems,
  };
}

/** The statement that settles the matter; null where it is settled by none applying. */
function decisive(decision: Decision, statements: readonly StatementResult[]): number | null {
  const find = (effect: 'Allow' | 'Deny', truth: 'true' | 'unknown'): number | null =>
    statements.find((statement) => statement.effect === effect && statement.truth === truth)?.index ?? null;
  switch (decision) {
    case 'allowed':
      return find('Allow', 'true');
    case 'explicitDeny':
      return find('Deny', 'true');
    case 'unknown':
      // Where an Allow applies for certain, it is the undetermined Deny that leaves the matter open.
      return find('Allow', 'true') === null ? find('Allow', 'unknown') : find('Deny', 'unknown');
    default:
      return null;
  }
}

function malformed(problems: readonly string[]): Evaluation {
  return {
    decision: 'malformed',
    failing: documentFailing(null),
    reasons: problems,
    statements: [],
    closest: null,
    hazards: [],
    problems,
  };
}
