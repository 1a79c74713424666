import type { JsonObject, JsonValue } from '../types.ts';
import { isList, isObject, member } from './json.ts';
import { type Problem, problemAt, problemOf } from './problem.ts';
import { shorten } from './shorten.ts';
import { statementProblems } from './statement-problems.ts';

const MEMBERS = new Set(['Version', 'Id', 'Statement']);
const VERSIONS = new Set(['2012-10-17', '2008-10-17']);

/**
 * Why IAM would refuse to save a document as a role's trust policy; empty where it would take it. Follows the policy grammar, the checks
 * of Access Analyzer that are errors for trust policies, and refusals that IAM is known to answer. Values of conditions, and whether
 * providers exist, are not looked at: IAM does not look at them either, but for the tenant of a shared provider.
 */
export function documentProblems(document: JsonObject): readonly Problem[] {
  const problems: Problem[] = [];
  for (const name of Object.keys(document)) {
    if (!MEMBERS.has(name))
      problems.push(problemOf(`The document has an element that policies do not have: ${quote(name)}.`));
  }
  const version = member(document, 'Version');
  if (version !== undefined && !(typeof version === 'string' && VERSIONS.has(version))) {
    problems.push(problemOf(`Version is ${quote(version)}; only "2012-10-17" and "2008-10-17" exist.`));
  }
  const id = member(document, 'Id');
  if (id !== undefined && typeof id !== 'string') problems.push(problemOf('Id is not text.'));
  const statement = member(document, 'Statement');
  if (statement === undefined) return [...problems, problemOf('The document has no Statement.')];
  const statements = isList(statement) ? statement : [statement];
  if (statements.length === 0) problems.push(problemOf('Statement is empty.'));
  return [...problems, ...statements.flatMap(statementProblems), ...duplicateSids(statements)];
}

function duplicateSids(statements: readonly JsonValue[]): readonly Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const [index, statement] of statements.entries()) {
    const sid = isObject(statement) ? member(statement, 'Sid') : undefined;
    if (typeof sid !== 'string' || sid === '') continue;
    if (seen.has(sid))
      problems.push(problemAt(index, 'Document', `The Sid ${quote(sid)} is used more than once.`));
    seen.add(sid);
  }
  return problems;
}

function quote(value: unknown): string {
  return typeof value === 'string'
    ? `"${shorten(value)}"`
    : `of the type ${isList(value) ? 'list' : typeof value}`;
}
