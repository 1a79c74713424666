import { conditionTruth } from '../decide/condition-truth.ts';
import type { KeyState, RequestContext } from '../decide/request-context.ts';
import type { Condition } from '../document/policy.ts';
import type { ConditionFault, ConditionResult, Truth } from '../types.ts';
import { similarity } from './edit-distance.ts';
import { type KeyKind, keyKindOf } from './key-kind.ts';
import { type ValueDifferences, valueDifferences } from './value-differences.ts';

/** Explains one condition: whether it holds, what it wants, what the request carries and what differs. */
export function explainCondition(condition: Condition, context: RequestContext): ConditionResult {
  const truth = conditionTruth(condition, context);
  const state = context.key(condition.key);
  const keyKind = keyKindOf(condition.key, context.host);
  const { differences, faults } = found(condition, truth, state, keyKind);
  return {
    truth,
    operator: condition.operatorText,
    key: condition.key,
    keyKind: keyKind.kind,
    wanted: condition.values.map((value) => value.text),
    got: state.state === 'known' ? state.value : null,
    differences,
    faults,
  };
}

function found(condition: Condition, truth: Truth, state: KeyState, key: KeyKind): ValueDifferences {
  if (truth === 'true') return { differences: [], faults: key.faults };
  if (condition.operator === null) {
    return { differences: [`${condition.operatorText} is no condition operator`], faults: key.faults };
  }
  if (truth === 'unknown') return { differences: [whyUnknown(condition, state)], faults: key.faults };
  if (state.state === 'absent') {
    const faults: ConditionFault[] = [...key.faults, 'absent-key'];
    return {
      differences: [...key.differences, 'the token has no such key, so the condition cannot hold'],
      faults,
    };
  }
  if (state.state !== 'known')
    return { differences: ['no value that the key can have meets the condition'], faults: [] };
  if (condition.operator.family === 'null') {
    return { differences: ['the condition asks for a key to be absent that every token has'], faults: [] };
  }
  if (condition.operator.isNegated) {
    return { differences: [`the condition shuts ${state.value} out`], faults: [] };
  }
  if (condition.operator.family !== 'string' || key.claim === null || key.kind === 'aws') {
    const difference = `${condition.operatorText} does not hold for ${state.value}`;
    return { differences: [difference], faults: [] };
  }
  return closestValue(condition, key.claim, state.value);
}

/** Looking for the value that was meant stops here; a list as long is no slip of the pen. */
const MOST_COMPARED = 20;

/** Of several values the one that was most likely meant explains best. */
function closestValue(condition: Condition, claim: 'sub' | 'aud', actual: string): ValueDifferences {
  const comparison = comparisonOf(condition);
  const texts = condition.values.map((value) => value.text);
  const closest = texts
    .slice(0, MOST_COMPARED)
    .reduce<string | null>(
      (best, text) => (best === null || similarity(text, actual) > similarity(best, actual) ? text : best),
      null,
    );
  if (closest === null) return { differences: ['the list of values is empty'], faults: [] };
  return valueDifferences(claim, closest, actual, comparison);
}

function comparisonOf(condition: Condition): 'equals' | 'equals-ignore-case' | 'like' {
  const comparison = condition.operator?.comparison;
  return comparison === 'like' || comparison === 'equals-ignore-case' ? comparison : 'equals';
}

function whyUnknown(condition: Condition, state: KeyState): string {
  if (!condition.isReadable) return 'the condition holds a value that cannot be read';
  if (state.state === 'known')
    return `what ${condition.operatorText} makes of this value cannot be said for certain`;
  return `the value of ${condition.key} cannot be known from the token`;
}
