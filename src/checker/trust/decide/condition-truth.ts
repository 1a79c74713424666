import type { Operator } from '../document/operator.ts';
import type { Condition } from '../document/policy.ts';
import type { Truth } from '../types.ts';
import { matchesHidden } from './hidden-value.ts';
import { hasType, isComparable, matchValue } from './match-value.ts';
import type { HiddenValues, RequestContext } from './request-context.ts';
import { either, inEither, not, truthOf } from './truth.ts';
import { parseBool } from './typed-values.ts';

/**
 * Whether a condition holds. Values of one key are alternatives; a negated operator holds where none of them matches. Source: IAM User
 * Guide, "IAM JSON policy elements: Condition operators" and "Conditions with multiple context keys or values".
 */
export function conditionTruth(condition: Condition, context: RequestContext): Truth {
  const { operator } = condition;
  if (operator === null || !condition.isReadable) return 'unknown';
  const key = context.key(condition.key);
  if (operator.family === 'null') return nullTruth(operator, condition, key.state);
  switch (key.state) {
    case 'absent':
      return truthWhenAbsent(operator, condition);
    case 'known':
      return truthWhenKnown(operator, condition, key.value, context);
    case 'present':
      return truthWhenHidden(operator, condition, key.values, context);
    case 'unknown':
      return inEither(
        truthWhenAbsent(operator, condition),
        truthWhenHidden(operator, condition, null, context),
      );
  }
}

function truthWhenKnown(
  operator: Operator,
  condition: Condition,
  actual: string,
  context: RequestContext,
): Truth {
  if (condition.values.length === 0) return truthWithoutValues(operator);
  let matched: Truth = 'false';
  for (const value of condition.values) {
    matched = either(matched, matchValue(operator, value, actual, context));
    if (matched === 'true') break;
  }
  if (!operator.isNegated) return matched;
  return hasType(operator, actual) ? not(matched) : 'unknown';
}

function truthWhenHidden(
  operator: Operator,
  condition: Condition,
  hidden: HiddenValues | null,
  context: RequestContext,
): Truth {
  if (condition.values.length === 0) return truthWithoutValues(operator);
  if (operator.family !== 'string') {
    const mayBeOfType = operator.family !== 'arn' || hidden === null || hidden.character.test(':');
    const mayMatch = mayBeOfType && condition.values.some((value) => isComparable(operator, value, context));
    return mayMatch || operator.isNegated ? 'unknown' : 'false';
  }
  let matched: Truth = 'false';
  for (const { pattern } of condition.values)
    matched = either(matched, matchesHidden(pattern, hidden, context));
  return operator.isNegated ? not(matched) : matched;
}

/** An absent key fails a positive operator and meets a negated one; the set prefixes and IfExists say otherwise. */
function truthWhenAbsent(operator: Operator, condition: Condition): Truth {
  if (operator.ifExists || operator.quantifier === 'ForAllValues') return 'true';
  if (operator.quantifier === 'ForAnyValue' || !operator.isNegated) return 'false';
  return condition.values.length === 0 ? 'unknown' : 'true';
}

/** An empty list matches nothing. What a negated operator makes of that AWS's own texts disagree about. */
function truthWithoutValues(operator: Operator): Truth {
  if (operator.quantifier === 'ForAnyValue') return 'false';
  return operator.isNegated ? 'unknown' : 'false';
}

/** `Null` asks for absence; with a set prefix it does not depend on the key any more. */
function nullTruth(
  operator: Operator,
  condition: Condition,
  state: 'known' | 'absent' | 'present' | 'unknown',
): Truth {
  if (operator.quantifier !== null) return truthOf(operator.quantifier === 'ForAllValues');
  if (condition.values.length === 0) return 'unknown';
  const wanted = condition.values.map((value) => parseBool(value.text));
  const ifAbsent = truthOf(wanted.includes(true));
  const ifPresent = truthOf(wanted.includes(false));
  if (state === 'unknown') return inEither(ifAbsent, ifPresent);
  return state === 'absent' ? ifAbsent : ifPresent;
}
