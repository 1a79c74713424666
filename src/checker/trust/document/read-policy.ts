import type { JsonObject, JsonValue } from '../types.ts';
import { isList, isObject, listOf, member, scalarText } from './json.ts';
import { parseOperator } from './operator.ts';
import { readPattern } from './pattern.ts';
import type {
  ActionElement,
  Condition,
  Policy,
  PrincipalElement,
  PrincipalEntry,
  Statement,
} from './policy.ts';
import { type RepeatedKey, repeatedKeyIn } from './repeated-key.ts';

/** The document, or why it is none. `repeated`: a key of the text that stands in one object twice, of which only the last is read. */
export type ReadPolicy =
  | { readonly ok: true; readonly policy: Policy; readonly repeated: RepeatedKey | null }
  | { readonly ok: false; readonly problem: string };

/** Takes a trust policy as text or parsed and reads all that can be read of it. Never throws. */
export function readPolicy(document: string | JsonValue): ReadPolicy {
  const parsed = typeof document === 'string' ? parseText(document) : { value: document };
  if ('problem' in parsed) return { ok: false, problem: parsed.problem };
  if (!isObject(parsed.value)) return { ok: false, problem: 'The document is not a JSON object.' };
  const raw = parsed.value;
  const version = member(raw, 'Version');
  const repeated = typeof document === 'string' ? repeatedKeyIn(document) : null;
  const hasVariables = version !== undefined && version !== '2008-10-17';
  const statement = member(raw, 'Statement');
  const written = statement === undefined ? [] : listOf(statement);
  return {
    ok: true,
    repeated,
    policy: {
      raw,
      version: typeof version === 'string' ? version : null,
      statements: written.map((value, index) => readStatement(value, index, hasVariables)),
    },
  };
}

function parseText(text: string): { readonly value: JsonValue } | { readonly problem: string } {
  if (text.startsWith('\ufeff')) {
    return { problem: 'The document begins with a byte order mark, which is not JSON: save it without one.' };
  }
  try {
    const value: JsonValue = JSON.parse(text);
    return { value };
  } catch (error) {
    const detail = error instanceof Error ? error.message.slice(0, 200) : 'it cannot be parsed';
    return { problem: `The document is not valid JSON: ${detail}.` };
  }
}

function readStatement(value: JsonValue, index: number, hasVariables: boolean): Statement {
  const raw: JsonObject = isObject(value) ? value : {};
  const effect = member(raw, 'Effect');
  const sid = member(raw, 'Sid');
  const principal = readPrincipal(raw);
  const action = readAction(raw);
  const conditions = readConditions(member(raw, 'Condition'), hasVariables);
  const hasEffect = effect === 'Allow' || effect === 'Deny';
  return {
    index,
    sid: typeof sid === 'string' ? sid : null,
    effect: effect === 'Allow' ? 'Allow' : 'Deny',
    isReadable: hasEffect && principal !== null && action !== null && conditions !== null,
    principal: principal ?? { isNegated: false, entries: [] },
    action: action ?? { isNegated: false, patterns: [] },
    conditions: conditions ?? [],
  };
}

function readPrincipal(raw: JsonObject): PrincipalElement | null {
  const positive = member(raw, 'Principal');
  const negative = member(raw, 'NotPrincipal');
  const written = positive ?? negative;
  if (written === undefined || (positive !== undefined && negative !== undefined)) return null;
  const isNegated = positive === undefined;
  if (written === '*') return { isNegated, entries: [{ type: 'AWS', value: '*' }] };
  if (!isObject(written)) return null;
  const entries: PrincipalEntry[] = [];
  for (const [type, values] of Object.entries(written)) {
    for (const value of listOf(values)) {
      if (typeof value !== 'string') return null;
      entries.push({ type, value });
    }
  }
  return { isNegated, entries };
}

function readAction(raw: JsonObject): ActionElement | null {
  const positive = member(raw, 'Action');
  const negative = member(raw, 'NotAction');
  const written = positive ?? negative;
  if (written === undefined || (positive !== undefined && negative !== undefined)) return null;
  const patterns: string[] = [];
  for (const value of listOf(written)) {
    if (typeof value !== 'string') return null;
    patterns.push(value);
  }
  return { isNegated: positive === undefined, patterns };
}

function readConditions(block: JsonValue | undefined, hasVariables: boolean): readonly Condition[] | null {
  if (block === undefined) return [];
  if (!isObject(block)) return null;
  const conditions: Condition[] = [];
  for (const [operatorText, keys] of Object.entries(block)) {
    if (!isObject(keys)) return null;
    for (const [key, value] of Object.entries(keys)) {
      conditions.push(readCondition(operatorText, key, value, hasVariables));
    }
  }
  return conditions;
}

function readCondition(
  operatorText: string,
  key: string,
  value: JsonValue,
  hasVariables: boolean,
): Condition {
  const operator = parseOperator(operatorText);
  const isTextual = operator?.family === 'string' || operator?.family === 'arn';
  const wildcards = isTextual && operator.comparison === 'like';
  const texts = (isList(value) ? value : [value]).map(scalarText);
  const readable = texts.filter((text) => text !== null);
  return {
    operatorText,
    operator,
    key,
    values: readable.map((text) => ({
      text,
      pattern: readPattern(text, wildcards, isTextual && hasVariables),
    })),
    isReadable: readable.length === texts.length,
  };
}
