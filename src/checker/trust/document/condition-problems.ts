import type { JsonObject, JsonValue } from '../types.ts';
import { isObject, listOf, scalarText } from './json.ts';
import { isSpelledAsDocumented, parseOperator, spellOperator } from './operator.ts';
import { shorten } from './shorten.ts';

/**
 * Why IAM would refuse a Condition. A key with more than one colon (`https://…:sub`) is not counted here although IAM has been seen to
 * refuse it: other reports show live roles with such keys, so that it is decided like any key that a token never has.
 */
export function conditionProblems(condition: JsonValue, where: string): readonly string[] {
  if (!isObject(condition)) return [`${where}.Condition is not an object.`];
  const problems: string[] = [];
  for (const [operatorText, keys] of Object.entries(condition)) {
    problems.push(...operatorProblems(operatorText, where));
    if (isObject(keys)) problems.push(...keyProblems(keys, `${where}.Condition.${operatorText}`));
    else problems.push(`${where}.Condition.${operatorText} is not an object of keys and values.`);
  }
  return problems;
}

function operatorProblems(text: string, where: string): readonly string[] {
  const operator = parseOperator(text);
  if (operator === null)
    return [`${where}.Condition has "${shorten(text)}", which is no condition operator.`];
  if (isSpelledAsDocumented(text, operator)) return [];
  return [`${where}.Condition has "${text}"; the operator is spelled "${spellOperator(operator)}".`];
}

function keyProblems(keys: JsonObject, where: string): readonly string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const [key, value] of Object.entries(keys)) {
    const colon = key.indexOf(':');
    if (colon <= 0 || colon === key.length - 1) {
      problems.push(
        `${where} has the key "${shorten(key)}"; a key is a vendor or issuer, a colon and a name.`,
      );
    }
    const lower = key.toLowerCase();
    if (seen.has(lower))
      problems.push(`${where} has the key "${shorten(key)}" twice; the case of letters makes no difference.`);
    seen.add(lower);
    if (listOf(value).some((item) => scalarText(item) === null)) {
      problems.push(`${where}["${shorten(key)}"] holds a value that is neither text, number nor boolean.`);
    }
  }
  return problems;
}
