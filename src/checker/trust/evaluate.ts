import { decideFrom } from './decide/decide.ts';
import { contextOf } from './decide/request-context.ts';
import { documentProblems } from './document/document-problems.ts';
import { type Problem, problemOf } from './document/problem.ts';
import { readPolicy } from './document/read-policy.ts';
import type { RepeatedKey } from './document/repeated-key.ts';
import { shorten } from './document/shorten.ts';
import { closestStatement } from './explain/closest-statement.ts';
import { explainStatement } from './explain/explain-statement.ts';
import { failingOf, malformedFailing } from './explain/failing.ts';
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
 * on a key that a token does not tell is `unknown`, and so is a live policy whose text has a key twice.
 */
export function evaluateTrustPolicy(
  policy: string | JsonValue,
  request: TrustRequest,
  options: EvaluationOptions = {},
): Evaluation {
  const read = readPolicy(policy);
  if (!read.ok) return undecided('malformed', [problemOf(read.problem)]);
  const problems = documentProblems(read.policy.raw);
  const isLive = options.live === true && read.policy.statements.length > 0;
  if (read.repeated !== null) {
    // Which of the two IAM would go by is documented nowhere, and reading JSON has dropped one of them.
    return undecided(isLive ? 'unknown' : 'malformed', [repeatedKeyProblem(read.repeated), ...problems]);
  }
  if (problems.length > 0 && !isLive) return undecided('malformed', problems);
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
    problems: problems.map(({ message }) => message),
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

function undecided(decision: 'malformed' | 'unknown', problems: readonly Problem[]): Evaluation {
  const messages = problems.map(({ message }) => message);
  const [first] = problems;
  return {
    decision,
    failing: first === undefined ? null : malformedFailing(first),
    reasons: messages,
    statements: [],
    closest: null,
    hazards: [],
    problems: messages,
  };
}

function repeatedKeyProblem({ key, statement }: RepeatedKey): Problem {
  const where = statement === null ? 'The document' : `Statement[${statement}]`;
  const message = `${where} has "${shorten(key)}" twice in one object, and only one of the two can count.`;
  return { ...problemOf(message), statement };
}
