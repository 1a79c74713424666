import type { JsonObject, JsonValue } from '../types.ts';
import { actionProblems } from './action-problems.ts';
import { conditionProblems } from './condition-problems.ts';
import { isObject, member, scalarText } from './json.ts';
import { principalProblems } from './principal-problems.ts';
import { type Problem, problemAt } from './problem.ts';
import { sharedProviderProblems } from './shared-provider-problems.ts';
import { shorten } from './shorten.ts';

const MEMBERS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** Why IAM would refuse a statement of a trust policy. */
export function statementProblems(value: JsonValue, index: number): readonly Problem[] {
  const where = `Statement[${index}]`;
  if (!isObject(value)) return [problemAt(index, 'Document', `${where} is not an object.`)];
  const messages: string[] = [];
  for (const name of Object.keys(value)) {
    if (!MEMBERS.has(name))
      messages.push(`${where} has an element that statements do not have: "${shorten(name)}".`);
  }
  messages.push(...sidProblems(value, where), ...effectProblems(value, where));
  for (const name of ['Resource', 'NotResource']) {
    if (Object.hasOwn(value, name)) {
      messages.push(
        `${where} has ${name}: in a trust policy the role itself is the resource, and none may be named.`,
      );
    }
  }
  const condition = member(value, 'Condition');
  return [
    ...messages.map((message) => problemAt(index, 'Document', message)),
    ...principalProblems(value, where).map((message) => problemAt(index, 'Principal', message)),
    ...actionProblems(value, where).map((message) => problemAt(index, 'Action', message)),
    ...(condition === undefined ? [] : conditionProblems(condition, index)),
    ...sharedProviderProblems(value, index),
  ];
}

function sidProblems(statement: JsonObject, where: string): readonly string[] {
  const sid = member(statement, 'Sid');
  if (sid === undefined) return [];
  if (typeof sid !== 'string') return [`${where}.Sid is not text.`];
  return /^[A-Za-z0-9]*$/.test(sid)
    ? []
    : [`${where}.Sid "${shorten(sid)}" has characters other than letters and digits.`];
}

function effectProblems(statement: JsonObject, where: string): readonly string[] {
  const effect = member(statement, 'Effect');
  if (effect === undefined) return [`${where} has no Effect.`];
  if (effect === 'Allow' || effect === 'Deny') return [];
  return [`${where}.Effect is ${quoted(effect)}; it must be exactly "Allow" or "Deny".`];
}

function quoted(value: JsonValue): string {
  const text = scalarText(value);
  return text === null ? 'not text' : `"${shorten(text)}"`;
}
