import type { JsonObject } from '../types.ts';
import { isList, isObject, member } from './json.ts';
import { shorten } from './shorten.ts';
import { statementProblems } from './statement-problems.ts';

const MEMBERS = new Set(['Version', 'Id', 'Statement']);
const VERSIONS = new Set(['2012-10-17', '2008-10-17']);

/**
 * Why IAM would refuse to save a document as a role's trust policy, a sentence each; empty where it would take it. Follows the policy
 * grammar, the checks of Access Analyzer that are errors for trust policies, and refusals that IAM is known to answer. Values of
 * conditions, and whether providers exist, are not looked at: IAM does not look at them either.
 */
export function documentProblems(document: JsonObject): readonly string[] {
  const problems: string[] = [];
  for (const name of Object.keys(document)) {
    if (!MEMBERS.has(name))
      problems.push(`The document has an element that policies do not have: ${quote(name)}.`);
  }
  const version = member(document, 'Version');
  if (version !== undefined && !(typeof version === 'string' && VERSIONS.has(version))) {
    problems.push(`Version is ${quote(version)}; only "2012-10-17" and "2008-10-17" exist.`);
  }
  const id = member(document, 'Id');
  if (id !== undefined && typeof id !== 'string') problems.push('Id is not text.');
  const statement = member(document, 'Statement');
  if (statement === undefined) return [...problems, 'The document has no Statement.'];
  const statements = isList(statement) ? statement : [statement];
  if (statements.length === 0) problems.push('Statement is empty.');
  statements.forEach((value, index) => {
    problems.push(...statementProblems(value, index));
  });
  return [...problems, ...duplicateSids(statements.filter(isObject))];
}

function duplicateSids(statements: readonly JsonObject[]): readonly string[] {
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const statement of statements) {
    const sid = member(statement, 'Sid');
    if (typeof sid !== 'string' || sid === '') continue;
    if (seen.has(sid)) problems.push(`The Sid ${quote(sid)} is used more than once.`);
    seen.add(sid);
  }
  return problems;
}

function quote(value: unknown): string {
  return typeof value === 'string'
    ? `"${shorten(value)}"`
    : `of the type ${isList(value) ? 'list' : typeof value}`;
}
