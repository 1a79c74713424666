import type { Pattern } from '../document/pattern.ts';
import type { Truth } from '../types.ts';
import type { ResolvedPart } from './glob.ts';
import type { HiddenValues, RequestContext } from './request-context.ts';
import { resolvePattern } from './resolve-pattern.ts';

/**
 * Whether a pattern matches a value that is there but not known: true where it matches every value that the key can have, false where it
 * matches none, else unknown.
 */
export function matchesHidden(pattern: Pattern, hidden: HiddenValues | null, context: RequestContext): Truth {
  const resolution = resolvePattern(pattern, context);
  if (resolution.kind === 'unresolved') return 'false';
  const matched = matchesAll(resolution.parts, hidden);
  return resolution.kind === 'unknown' && matched === 'true' ? 'unknown' : matched;
}

function matchesAll(pattern: readonly ResolvedPart[], hidden: HiddenValues | null): Truth {
  const minLength = hidden?.minLength ?? 0;
  const maxLength = hidden?.maxLength ?? Number.POSITIVE_INFINITY;
  let length = 0;
  let hasRun = false;
  let isFree = true;
  for (const part of pattern) {
    if (part.kind === 'any-run') hasRun = true;
    else if (part.kind === 'any-one') length += 1;
    else if (part.text !== '') {
      isFree = false;
      length += part.text.length;
      if (hidden !== null && [...part.text].some((character) => !hidden.character.test(character)))
        return 'false';
    }
  }
  if (length > maxLength || (!hasRun && length < minLength)) return 'false';
  return isFree && hasRun && length <= minLength ? 'true' : 'unknown';
}
