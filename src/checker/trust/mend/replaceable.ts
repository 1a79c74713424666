import type { RequestContext } from '../decide/request-context.ts';
import { resolvePattern } from '../decide/resolve-pattern.ts';
import type { Condition, ConditionValue } from '../document/policy.ts';
import { parseSubject } from '../explain/subject-differences.ts';
import {
  isPlaceholder,
  resemblesStandardAudience,
  resemblesSubject,
  STANDARD_AUDIENCE,
} from '../explain/value-signs.ts';
import { classesOf } from '../language/classes.ts';
import { hasShape, SERVICE_ACCOUNT_SUBJECT } from '../language/shape.ts';
import type { TrustKnowledge } from '../types.ts';

/** Why a value lets nobody in, in a clause for a person; null where it may let somebody in and must be kept. */
export function whyDeadSubject(
  value: ConditionValue,
  condition: Condition,
  context: RequestContext,
  knowledge: TrustKnowledge,
): string | null {
  if (knowledge.deadSubjects.includes(value.text)) {
    const subject = parseSubject(value.text);
    const what = subject === null ? value.text : `service account ${subject.namespace}/${subject.name}`;
    return `${what} does not exist`;
  }
  const resolution = resolvePattern(value.pattern, context);
  if (resolution.kind === 'unknown') return null;
  if (resolution.kind === 'unresolved') return 'its variable never has a value';
  const ignoresCase = condition.operator?.comparison === 'equals-ignore-case';
  const pattern = { parts: resolution.parts, ignoresCase };
  const classes = classesOf([pattern], SERVICE_ACCOUNT_SUBJECT);
  const mayMatch = classes === null || classes.some(({ matches }) => matches[0] === true);
  return mayMatch ? null : 'no service account can have such a subject';
}

/** Why no token is likely to come with an audience; null where it may be a real one. */
export function whyDeadAudience(value: string, wanted: string): string | null {
  if (value.trim() === '') return 'an audience is never empty';
  if (resemblesSubject(value)) return 'it is a subject, not an audience';
  if (isPlaceholder(value)) return 'it is a placeholder';
  if (value !== STANDARD_AUDIENCE && resemblesStandardAudience(value)) {
    return `tokens for AWS carry ${STANDARD_AUDIENCE}, in every region and partition`;
  }
  if (value.trim().toLowerCase() === wanted.toLowerCase()) return 'it is meant to be the same audience';
  return null;
}

/** Whether a text is a subject that a cluster can issue tokens for. */
export function isServiceAccountSubject(text: string): boolean {
  return hasShape(SERVICE_ACCOUNT_SUBJECT, text);
}
