import { contextOf, type RequestContext } from '../decide/request-context.ts';
import { resolvePattern } from '../decide/resolve-pattern.ts';
import type { Condition, Statement } from '../document/policy.ts';
import { issuerHostOf, parseEksHost } from '../provider-arn.ts';
import type { TrustRequest } from '../types.ts';
import { classesOf, type TextSet } from './classes.ts';
import { ANY_TEXT, SERVICE_ACCOUNT_SUBJECT, type Shape } from './shape.ts';

/** Tokens of an issuer, one for each way in which statements can tell tokens apart; or why that cannot be said. */
export type TokenClasses =
  | { readonly ok: true; readonly tokens: readonly TrustRequest[] }
  | { readonly ok: false; readonly why: string };

/**
 * Takes statements, an issuer's host and the request under examination, and returns one token of every class of that issuer's tokens that
 * the statements treat alike. The request itself is always a class of its own.
 */
export function tokenClasses(
  statements: readonly Statement[],
  host: string,
  request: TrustRequest,
): TokenClasses {
  const base: TrustRequest = { ...request, issuer: host };
  const context = contextOf(base);
  const conditions = statements.flatMap((statement) => statement.conditions);
  if (conditions.some((condition) => hasTokenVariable(condition, context))) {
    return { ok: false, why: 'a value holds a variable that stands for a claim of the token' };
  }
  const subjects = setsOn(conditions, `${host}:sub`, context);
  const audiences = setsOn(conditions, `${host}:aud`, context);
  if (subjects === null || audiences === null) {
    return { ok: false, why: 'sub or aud is compared by an operator that is not for text' };
  }
  const isOwn = host === issuerHostOf(request.issuer);
  const own = isOwn ? request : null;
  const subjectClasses = classesOf(eachOnce([...subjects, ...literal(own?.subject)]), shapeOf(host, isOwn));
  const audienceClasses = classesOf(eachOnce([...audiences, ...literal(own?.audience)]), ANY_TEXT);
  if (subjectClasses === null || audienceClasses === null) {
    return { ok: false, why: 'its patterns overlap in too many ways' };
  }
  const tokens = subjectClasses.flatMap((subject) =>
    audienceClasses.map((audience) => ({ ...base, subject: subject.text, audience: audience.text })),
  );
  return { ok: true, tokens };
}

/** The request's issuer is a cluster, and so is every issuer of EKS; what others put into `sub` nobody knows. */
function shapeOf(host: string, isOwn: boolean): Shape {
  return isOwn || parseEksHost(host) !== null ? SERVICE_ACCOUNT_SUBJECT : ANY_TEXT;
}

/** Before and after a change most patterns are the same, and the same pattern twice tells no more texts apart. */
function eachOnce(sets: readonly TextSet[]): readonly TextSet[] {
  return [...new Map(sets.map((set) => [JSON.stringify(set), set])).values()];
}

function literal(text: string | undefined): readonly TextSet[] {
  return text === undefined ? [] : [{ parts: [{ kind: 'text', text }], ignoresCase: false }];
}

function hasTokenVariable(condition: Condition, context: RequestContext): boolean {
  return condition.values.some(({ pattern }) =>
    pattern.some((part) => part.kind === 'variable' && context.key(part.key).state !== 'absent'),
  );
}

function setsOn(
  conditions: readonly Condition[],
  key: string,
  context: RequestContext,
): readonly TextSet[] | null {
  const sets: TextSet[] = [];
  for (const condition of conditions) {
    if (condition.key.toLowerCase() !== key.toLowerCase()) continue;
    const { operator } = condition;
    if (operator?.family === 'null') continue;
    if (operator?.family !== 'string') return null;
    const ignoresCase = operator.comparison === 'equals-ignore-case';
    for (const value of condition.values) {
      // Case folding beyond ASCII is not letter by letter.
      if (ignoresCase && /[^\x20-\x7e]/.test(value.text)) return null;
      const resolution = resolvePattern(value.pattern, context);
      if (resolution.kind === 'resolved') sets.push({ parts: resolution.parts, ignoresCase });
    }
  }
  return sets;
}
