/**
 * A second evaluator, written from AWS's documentation alone and built unlike the engine: slow, two-valued, on the raw document. What a
 * token does not tell is not an unknown here but a world of its own, and all worlds are tried one after another. Where AWS documents
 * nothing, a condition may turn out either way.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Dictionary = { readonly [name: string]: Json };

/** Keys in lower case with their values; a key that is not here is absent. */
export type World = ReadonlyMap<string, string>;

/** What may come out, as one or both of true and false. */
type Maybe = readonly boolean[];

const YES: Maybe = [true];
const NO: Maybe = [false];
const EITHER: Maybe = [true, false];

/** Whether a statement speaks of this token and of what it calls at all. `trusted` is the ARN of the token's provider. */
export function concerns(statement: Dictionary, trusted: string): boolean {
  return principalFits(statement.Principal ?? null, trusted) && actionFits(statement);
}

/** Whether a statement that concerns the token applies in a world; one or two answers. */
export function applies(statement: Dictionary, world: World, version: Json): Maybe {
  let outcome: Maybe = YES;
  for (const [operator, keys] of Object.entries((statement.Condition ?? {}) as Dictionary)) {
    for (const [key, value] of Object.entries(keys as Dictionary)) {
      const values = (Array.isArray(value) ? value : [value]).map(String);
      const holds = conditionHolds(operator, world.get(key.toLowerCase()), values, world, version);
      outcome = [...new Set(outcome.flatMap((left) => holds.map((right) => left && right)))];
    }
  }
  return outcome;
}

function principalFits(principal: Json, trusted: string): boolean {
  const { Federated, AWS } = principal as Dictionary;
  return [Federated].flat().includes(trusted) || [AWS].flat().includes('*');
}

function actionFits({ Action, NotAction }: Dictionary): boolean {
  const wanted = [...'sts:assumerolewithwebidentity'];
  const listed = ([Action ?? NotAction].flat() as readonly string[]).some((pattern) =>
    wild([...pattern.toLowerCase()].map(wildcardOrLetter), wanted),
  );
  return Action === undefined ? !listed : listed;
}

type Symbol = { readonly letter: string } | '*' | '?';

const wildcardOrLetter = (character: string): Symbol =>
  character === '*' || character === '?' ? character : { letter: character };

/** Textbook matching of a pattern, by a table of which prefixes match which. */
function wild(pattern: readonly Symbol[], text: readonly string[]): boolean {
  let row = [true, ...text.map(() => false)];
  for (const symbol of pattern) {
    const next = [symbol === '*' && row[0] === true];
    for (let at = 0; at < text.length; at += 1) {
      if (symbol === '*') next.push(next[at] === true || row[at + 1] === true);
      else next.push(row[at] === true && (symbol === '?' || symbol.letter === text[at]));
    }
    row = next;
  }
  return row[text.length] === true;
}

function conditionHolds(
  written: string,
  actual: string | undefined,
  values: readonly string[],
  world: World,
  version: Json,
): Maybe {
  const [, set, name = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/.exec(written) ?? [];
  if (name === 'Null') {
    if (set !== undefined) return set === 'ForAllValues' ? YES : NO;
    if (values.length === 0) return EITHER;
    return [values.some((value) => value.toLowerCase() === String(actual === undefined))];
  }
  const ifExists = name.endsWith('IfExists');
  const plain = ifExists ? name.slice(0, -8) : name;
  const negated = plain.includes('Not');
  const positive = plain.replace('Not', '');
  if (actual === undefined) {
    if (ifExists || set === 'ForAllValues') return YES;
    if (set === 'ForAnyValue') return NO;
    if (!negated) return NO;
    return values.length === 0 ? EITHER : YES;
  }
  if (values.length === 0) return negated && set !== 'ForAnyValue' ? EITHER : NO;
  const matches = values.map((value) => compare(positive, actual, value, world, version));
  if (matches.includes('undocumented')) return matches.includes(true) ? [!negated] : EITHER;
  if (negated && !isOfType(positive, actual)) return EITHER;
  return [matches.includes(true) !== negated];
}

function compare(
  operator: string,
  actual: string,
  value: string,
  world: World,
  version: Json,
): boolean | 'undocumented' {
  if (operator.startsWith('String') || operator.startsWith('Arn')) {
    const symbols = symbolsOf(
      value,
      operator.startsWith('Arn') || operator === 'StringLike',
      version === '2012-10-17',
      world,
    );
    if (symbols === null) return false;
    if (operator.startsWith('Arn')) return arnFits(symbols, actual);
    const fold = (text: string): string =>
      operator === 'StringEqualsIgnoreCase' ? text.toLowerCase() : text;
    return wild(
      symbols.map((symbol) => (typeof symbol === 'string' ? symbol : { letter: fold(symbol.letter) })),
      [...fold(actual)],
    );
  }
  if (operator === 'Bool') {
    const [left, right] = [actual.toLowerCase(), value.toLowerCase()];
    return left === right && (left === 'true' || left === 'false');
  }
  if (operator === 'BinaryEquals') {
    return Buffer.from(actual).toString('base64') === value ? 'undocumented' : false;
  }
  if (operator === 'IpAddress') return inNetwork(actual, value);
  const read = operator.startsWith('Date') ? instant : number;
  const [left, right] = [read(actual), read(value)];
  if (Number.isNaN(left) || Number.isNaN(right)) return false;
  const relation = operator.replace(/^(Date|Numeric)/, '');
  return (
    (relation.includes('Equals') && left === right) ||
    (relation.startsWith('LessThan') && left < right) ||
    (relation.startsWith('GreaterThan') && left > right)
  );
}

/** The negated operators for numbers, dates, addresses and ARNs are not documented for values of another kind. */
function isOfType(operator: string, actual: string): boolean {
  if (operator.startsWith('Numeric')) return !Number.isNaN(number(actual));
  if (operator.startsWith('Date')) return !Number.isNaN(instant(actual));
  if (operator.startsWith('Arn')) return /^arn:([^:]*:){4}/.test(actual);
  return operator !== 'IpAddress' || /^(\d+\.){3}\d+(\/\d+)?$|^[0-9a-f:]*:[0-9a-f:]*$/i.test(actual);
}

/** The letters and wildcards of a value; null where a variable has neither a value nor a default. */
function symbolsOf(
  value: string,
  wildcards: boolean,
  variables: boolean,
  world: World,
): readonly Symbol[] | null {
  const symbols: Symbol[] = [];
  let rest = value;
  while (rest !== '') {
    const close = variables && rest.startsWith('${') ? rest.indexOf('}') : -1;
    const inside = close === -1 ? '' : rest.slice(2, close).trim();
    if (inside !== '') {
      const replaced = ['*', '?', '$'].includes(inside) ? inside : variableValue(inside, world);
      if (replaced === null) return null;
      symbols.push(...[...replaced].map((letter) => ({ letter })));
      rest = rest.slice(close + 1);
      continue;
    }
    const [character = ''] = rest;
    symbols.push(wildcards ? wildcardOrLetter(character) : { letter: character });
    rest = rest.slice(character.length);
  }
  return symbols;
}

function variableValue(inside: string, world: World): string | null {
  const comma = inside.indexOf(',');
  const key = (comma === -1 ? inside : inside.slice(0, comma)).trim().toLowerCase();
  const fallback = comma === -1 ? null : inside.slice(comma + 1).trim();
  return world.get(key) ?? (fallback === null ? null : fallback.replace(/^'(.*)'$/, '$1'));
}

function arnFits(pattern: readonly Symbol[], actual: string): boolean {
  const pieces = actual.split(':');
  if (pieces[0] !== 'arn' || pieces.length < 6) return false;
  const wanted: Symbol[][] = [[]];
  for (const symbol of pattern) {
    if (typeof symbol !== 'string' && symbol.letter === ':' && wanted.length < 6) wanted.push([]);
    else wanted.at(-1)?.push(symbol);
  }
  if (wanted.length !== 6) return false;
  return wanted.every((part, index) => {
    const text = index < 5 ? (pieces[index] ?? '') : pieces.slice(5).join(':');
    return wild(part, [...text]);
  });
}

function number(text: string): number {
  return /^[-+]?[0-9]+([.][0-9]+)?$/.test(text) ? Number(text) : Number.NaN;
}

function instant(text: string): number {
  if (/^-?[0-9]{5,}$/.test(text)) return Number(text) * 1000;
  return /^[0-9]{4}-/.test(text) ? new Date(text).getTime() : Number.NaN;
}

function inNetwork(address: string, network: string): boolean {
  const [base = '', length = '32'] = network.split('/');
  const [left, right] = [octets(address), octets(base)];
  if (left === null || right === null || Number(length) > 32) return false;
  const size = 2 ** (32 - Number(length));
  return Math.floor(left / size) === Math.floor(right / size);
}

function octets(text: string): number | null {
  const parts = text.split('.').map(Number);
  const isAddress = parts.length === 4 && parts.every((part) => part >= 0 && part <= 255);
  return isAddress ? parts.reduce((sum, part) => sum * 256 + part, 0) : null;
}
