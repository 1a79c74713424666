import type { Condition } from '../document/policy.ts';
import { conditionTruth } from './condition-truth.ts';
import { matchesHidden } from './hidden-value.ts';
import type { HiddenValues, KeyState, RequestContext } from './request-context.ts';
import { resolvePattern } from './resolve-pattern.ts';

/** Keys that can have several values at once, so that two demands on one of them need not contradict each other. */
const MULTIVALUED = new Set([
  'aws:calledvia',
  'aws:principalorgpaths',
  'aws:principalservicenameslist',
  'aws:resourceorgpaths',
  'aws:sourceorgpaths',
  'aws:tagkeys',
  'sts:transitivetagkeys',
]);

/**
 * Indices of conditions that cannot hold beside those before them, although each of them could by itself: they ask two different things
 * of a key whose value a token does not tell (present and absent, one value and another).
 */
export function contradictions(
  conditions: readonly Condition[],
  context: RequestContext,
): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [key, indices] of openConditionsByKey(conditions, context)) {
    if (indices.length < 2) continue;
    const about = indices.flatMap((index) => conditions[index] ?? []);
    const states = statesOf(about, context.key(key), context);
    // In what state may the first of them, and the first two, and so on, hold together?
    let possible = states;
    for (const index of indices) {
      const condition = conditions[index];
      if (condition === undefined) continue;
      possible = possible.filter(
        (state) => conditionTruth(condition, withState(context, key, state)) !== 'false',
      );
      if (possible.length > 0) continue;
      found.add(index);
      break;
    }
  }
  return found;
}

function openConditionsByKey(
  conditions: readonly Condition[],
  context: RequestContext,
): ReadonlyMap<string, readonly number[]> {
  const byKey = new Map<string, number[]>();
  if (conditions.length < 2) return byKey;
  for (const [index, condition] of conditions.entries()) {
    const key = condition.key.toLowerCase();
    const { state } = context.key(key);
    if (state === 'known' || state === 'absent' || MULTIVALUED.has(key)) continue;
    if (!condition.isReadable || condition.operator === null || condition.operator.quantifier !== null)
      continue;
    const indices = byKey.get(key);
    if (indices === undefined) byKey.set(key, [index]);
    else indices.push(index);
  }
  return byKey;
}

/** The states that a key can be in, the values one by one where a condition names all that it admits. */
function statesOf(
  conditions: readonly Condition[],
  state: KeyState,
  context: RequestContext,
): readonly KeyState[] {
  const absent: readonly KeyState[] = state.state === 'unknown' ? [{ state: 'absent' }] : [];
  const hidden = state.state === 'present' ? state.values : null;
  for (const condition of conditions) {
    const values = namedValues(condition, hidden, context) ?? namedQuantities(condition, conditions);
    if (values !== null) return [...absent, ...values.map((value): KeyState => ({ state: 'known', value }))];
  }
  return [...absent, { state: 'present', values: hidden }];
}

/** The only values with which a present key meets a condition; null where they cannot be listed. */
function namedValues(
  { operator, values }: Condition,
  hidden: HiddenValues | null,
  context: RequestContext,
): readonly string[] | null {
  if (operator === null || operator.isNegated || operator.family !== 'string') return null;
  if (operator.comparison === 'equals-ignore-case') return null;
  const named: string[] = [];
  for (const { pattern } of values) {
    if (matchesHidden(pattern, hidden, context) === 'false') continue;
    const resolution = resolvePattern(pattern, context);
    if (resolution.kind !== 'resolved') return null;
    const texts = resolution.parts.map((part) => (part.kind === 'text' ? part.text : null));
    if (texts.includes(null)) return null;
    named.push(texts.join(''));
  }
  return named;
}

/**
 * The same for numbers, dates and booleans, where nothing but such operators speaks of the key: `5` and `5.0` are one number, but two texts.
 */
function namedQuantities(
  { operator, values }: Condition,
  conditions: readonly Condition[],
): readonly string[] | null {
  if (operator === null || operator.isNegated || operator.comparison !== 'equals') return null;
  if (!['numeric', 'date', 'bool'].includes(operator.family)) return null;
  const isAlone = conditions.every((other) =>
    ['null', operator.family].includes(other.operator?.family ?? ''),
  );
  return isAlone ? values.map(({ text }) => text) : null;
}

function withState(context: RequestContext, key: string, state: KeyState): RequestContext {
  return { ...context, key: (name) => (name.toLowerCase() === key ? state : context.key(name)) };
}
