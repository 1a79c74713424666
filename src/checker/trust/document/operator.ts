/** How values are compared: as text, as ARNs, as numbers and so on. */
export type OperatorFamily = 'string' | 'arn' | 'numeric' | 'date' | 'bool' | 'ip' | 'binary' | 'null';

export type Comparison =
  | 'equals'
  | 'equals-ignore-case'
  | 'like'
  | 'less'
  | 'less-or-equal'
  | 'greater'
  | 'greater-or-equal';

/** A condition operator taken apart. */
export interface Operator {
  /** Without set prefix and `IfExists`, in AWS's spelling. */
  readonly name: string;
  readonly family: OperatorFamily;
  readonly comparison: Comparison;
  readonly isNegated: boolean;
  readonly ifExists: boolean;
  readonly quantifier: 'ForAnyValue' | 'ForAllValues' | null;
}

type Kind = Pick<Operator, 'family' | 'comparison' | 'isNegated'>;

const kind = (family: OperatorFamily, comparison: Comparison, isNegated = false): Kind => ({
  family,
  comparison,
  isNegated,
});

/** Every operator of the IAM User Guide, "IAM JSON policy elements: Condition operators". */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['StringEquals', kind('string', 'equals')],
  ['StringNotEquals', kind('string', 'equals', true)],
  ['StringEqualsIgnoreCase', kind('string', 'equals-ignore-case')],
  ['StringNotEqualsIgnoreCase', kind('string', 'equals-ignore-case', true)],
  ['StringLike', kind('string', 'like')],
  ['StringNotLike', kind('string', 'like', true)],
  ['ArnEquals', kind('arn', 'like')],
  ['ArnNotEquals', kind('arn', 'like', true)],
  ['ArnLike', kind('arn', 'like')],
  ['ArnNotLike', kind('arn', 'like', true)],
  ['NumericEquals', kind('numeric', 'equals')],
  ['NumericNotEquals', kind('numeric', 'equals', true)],
  ['NumericLessThan', kind('numeric', 'less')],
  ['NumericLessThanEquals', kind('numeric', 'less-or-equal')],
  ['NumericGreaterThan', kind('numeric', 'greater')],
  ['NumericGreaterThanEquals', kind('numeric', 'greater-or-equal')],
  ['DateEquals', kind('date', 'equals')],
  ['DateNotEquals', kind('date', 'equals', true)],
  ['DateLessThan', kind('date', 'less')],
  ['DateLessThanEquals', kind('date', 'less-or-equal')],
  ['DateGreaterThan', kind('date', 'greater')],
  ['DateGreaterThanEquals', kind('date', 'greater-or-equal')],
  ['Bool', kind('bool', 'equals')],
  ['BinaryEquals', kind('binary', 'equals')],
  ['IpAddress', kind('ip', 'equals')],
  ['NotIpAddress', kind('ip', 'equals', true)],
  ['Null', kind('null', 'equals')],
]);

const CANONICAL: ReadonlyMap<string, string> = new Map(
  [...KINDS.keys()].map((name) => [name.toLowerCase(), name]),
);

const PREFIXES = ['ForAnyValue', 'ForAllValues'] as const;

/**
 * Takes an operator as written and returns its parts, whatever the case of its letters; null for one that AWS does not have. Whether the
 * spelling is AWS's own is `isSpelledAsDocumented`.
 */
export function parseOperator(text: string): Operator | null {
  let rest = text;
  let quantifier: Operator['quantifier'] = null;
  for (const prefix of PREFIXES) {
    if (rest.toLowerCase().startsWith(`${prefix.toLowerCase()}:`)) {
      quantifier = prefix;
      rest = rest.slice(prefix.length + 1);
      break;
    }
  }
  const ifExists = rest.toLowerCase().endsWith('ifexists');
  if (ifExists) rest = rest.slice(0, -'IfExists'.length);
  const name = CANONICAL.get(rest.toLowerCase());
  const found = name === undefined ? undefined : KINDS.get(name);
  if (name === undefined || found === undefined) return null;
  if (found.family === 'null' && ifExists) return null;
  return { name, ...found, ifExists, quantifier };
}

/** The operator in AWS's spelling, set prefix and `IfExists` included. */
export function spellOperator(operator: Operator): string {
  const prefix = operator.quantifier === null ? '' : `${operator.quantifier}:`;
  return `${prefix}${operator.name}${operator.ifExists ? 'IfExists' : ''}`;
}

/** IAM takes operators in the documented case only; an existing role is read all the same. */
export function isSpelledAsDocumented(text: string, operator: Operator): boolean {
  return spellOperator(operator) === text;
}
