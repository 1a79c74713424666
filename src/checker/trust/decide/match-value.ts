import type { Comparison, Operator } from '../document/operator.ts';
import type { ConditionValue } from '../document/policy.ts';
import type { Truth } from '../types.ts';
import { matchesGlob, type ResolvedPart } from './glob.ts';
import { isInRange, parseIpRange } from './ip-range.ts';
import { matchesArn, mayMatchArn } from './match-arn.ts';
import type { RequestContext } from './request-context.ts';
import { resolvePattern } from './resolve-pattern.ts';
import { truthOf } from './truth.ts';
import { parseBase64, parseBool, parseDate, parseNumber } from './typed-values.ts';

/** Whether one value of a policy matches a value of the request, before any negation. What does not parse never matches. */
export function matchValue(
  operator: Operator,
  value: ConditionValue,
  actual: string,
  context: RequestContext,
): Truth {
  switch (operator.family) {
    case 'string':
    case 'arn':
      return matchText(operator, value, actual, context);
    case 'numeric':
      return truthOf(compare(parseNumber(actual), parseNumber(value.text), operator.comparison));
    case 'date':
      return truthOf(compare(parseDate(actual), parseDate(value.text), operator.comparison));
    case 'bool': {
      const wanted = parseBool(value.text);
      return truthOf(wanted !== null && wanted === parseBool(actual));
    }
    case 'ip': {
      const address = parseIpRange(actual);
      const range = parseIpRange(value.text);
      return truthOf(address !== null && range !== null && isInRange(address, range));
    }
    case 'binary': {
      const wanted = parseBase64(value.text);
      // Every key of a token is text; what IAM makes of text under an operator for binary values is not documented.
      return wanted !== null && wanted === bytesOf(actual) ? 'unknown' : 'false';
    }
    case 'null':
      return truthOf(parseBool(value.text) === false);
  }
}

/**
 * Whether a value of the request is of the operator's type at all. Where it is not, a positive operator is false; AWS says nothing of the
 * negated one, and neither do we.
 */
export function hasType(operator: Operator, actual: string): boolean {
  switch (operator.family) {
    case 'numeric':
      return parseNumber(actual) !== null;
    case 'date':
      return parseDate(actual) !== null;
    case 'ip':
      return parseIpRange(actual) !== null;
    case 'arn':
      return actual.startsWith('arn:') && actual.split(':').length >= 6;
    default:
      return true;
  }
}

/** Whether there is a value of the request at all that a value of the policy matches; one that does not parse never matches any. */
export function isComparable(operator: Operator, value: ConditionValue, context: RequestContext): boolean {
  switch (operator.family) {
    case 'numeric':
      return parseNumber(value.text) !== null;
    case 'date':
      return parseDate(value.text) !== null;
    case 'bool':
      return parseBool(value.text) !== null;
    case 'ip':
      return parseIpRange(value.text) !== null;
    case 'binary':
      return parseBase64(value.text) !== null;
    case 'arn':
      return isComparableArn(value, context);
    default:
      return true;
  }
}

function isComparableArn({ pattern }: ConditionValue, context: RequestContext): boolean {
  const resolution = resolvePattern(pattern, context);
  if (resolution.kind === 'unresolved') return false;
  // What stands for a variable may hold any number of colons.
  return resolution.kind === 'unknown' || mayMatchArn(resolution.parts);
}

function matchText(
  operator: Operator,
  value: ConditionValue,
  actual: string,
  context: RequestContext,
): Truth {
  const resolution = resolvePattern(value.pattern, context);
  if (resolution.kind === 'unresolved') return 'false';
  const isUnknown = resolution.kind === 'unknown';
  // A variable's text may hold colons, which would shift the components of an ARN.
  if (isUnknown && operator.family === 'arn') return 'unknown';
  const matched = matchesText(operator, resolution.parts, actual);
  return isUnknown && matched ? 'unknown' : truthOf(matched);
}

function matchesText(operator: Operator, parts: readonly ResolvedPart[], actual: string): boolean {
  if (operator.family === 'arn') return matchesArn(parts, actual);
  if (operator.comparison !== 'equals-ignore-case') return matchesGlob(parts, actual);
  return matchesGlob(lowerCased(parts), actual.toLowerCase());
}

function lowerCased(parts: readonly ResolvedPart[]): readonly ResolvedPart[] {
  return parts.map((part) => (part.kind === 'text' ? { kind: 'text', text: part.text.toLowerCase() } : part));
}

function compare(actual: number | null, wanted: number | null, comparison: Comparison): boolean {
  if (actual === null || wanted === null) return false;
  switch (comparison) {
    case 'less':
      return actual < wanted;
    case 'less-or-equal':
      return actual <= wanted;
    case 'greater':
      return actual > wanted;
    case 'greater-or-equal':
      return actual >= wanted;
    default:
      return actual === wanted;
  }
}

function bytesOf(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text.slice(0, 4096)));
}
