import type { JsonObject, JsonValue } from '../types.ts';
import { isObject, listOf, scalarText } from './json.ts';
import { isSpelledAsDocumented, parseOperator, spellOperator } from './operator.ts';
import { type Problem, problemAt } from './problem.ts';
import { shorten } from './shorten.ts';

/**
 * Why IAM would refuse a Condition. A key with more than one colon (`https://…:sub`) is not counted here although IAM has been seen to
 * refuse it: other reports show live roles with such keys, so that it is decided like any key that a token never has.
 */
export function conditionProblems(condition: JsonValue, index: number): readonly Problem[] {
  const where = `Statement[${index}]`;
  const at = (message: string, operator: string | null = null, key: string | null = null): Problem => ({
    ...problemAt(index, 'Condition', message),
    operator,
    key,
  });
  if (!isObject(condition)) return [at(`${where}.Condition is not an object.`)];
  const problems: Problem[] = [];
  for (const [operator, keys] of Object.entries(condition)) {
    for (const message of operatorProblems(operator, where)) problems.push(at(message, operator));
    if (!isObject(keys)) {
      const message = `${where}.Condition.${shorten(operator)} is not an object of keys and values.`;
      problems.push(at(message, operator));
      continue;
    }
    for (const { key, message } of keyProblems(keys, `${where}.Condition.${shorten(operator)}`)) {
      problems.push(at(message, operator, key));
    }
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

interface KeyProblem {
  readonly key: string;
  readonly message: string;
}

function keyProblems(keys: JsonObject, where: string): readonly KeyProblem[] {
  const problems: KeyProblem[] = [];
  const seen = new Set<string>();
  for (const [key, value] of Object.entries(keys)) {
    const note = (message: string): void => {
      problems.push({ key, message: `${where} ${message}` });
    };
    const colon = key.indexOf(':');
    if (colon <= 0 || colon === key.length - 1)
      note(`has the key "${shorten(key)}"; a key is a vendor or issuer, a colon and a name.`);
    const lower = key.toLowerCase();
    if (seen.has(lower))
      note(`has the key "${shorten(key)}" twice; the case of letters makes no difference.`);
    seen.add(lower);
    if (listOf(value).some((item) => scalarText(item) === null))
      note(`has a value of "${shorten(key)}" that is neither text, number nor boolean.`);
  }
  return problems;
}
