import type { Pattern } from '../document/pattern.ts';
import type { ResolvedPart } from './glob.ts';
import type { RequestContext } from './request-context.ts';

/**
 * The pattern with its variables filled in; `unresolved` where one has neither value nor default, `unknown` where nobody can say: then
 * `parts` has any text in the place of such a variable, and what does not match them does not match whatever the variable is.
 */
export type Resolution =
  | { readonly kind: 'resolved'; readonly parts: readonly ResolvedPart[] }
  | { readonly kind: 'unresolved' }
  | { readonly kind: 'unknown'; readonly parts: readonly ResolvedPart[] };

/**
 * Fills in policy variables. A variable's value is text: wildcards in it stand for themselves. Source: IAM User Guide, "IAM policy
 * elements: Variables and tags".
 */
export function resolvePattern(pattern: Pattern, context: RequestContext): Resolution {
  const parts: ResolvedPart[] = [];
  let isUnknown = false;
  for (const part of pattern) {
    if (part.kind !== 'variable') {
      parts.push(part);
      continue;
    }
    const key = context.key(part.key);
    if (key.state === 'known') parts.push({ kind: 'text', text: key.value });
    else if (key.state !== 'absent') {
      isUnknown = true;
      parts.push({ kind: 'any-run' });
    } else if (part.fallback === null) return { kind: 'unresolved' };
    else parts.push({ kind: 'text', text: part.fallback });
  }
  return { kind: isUnknown ? 'unknown' : 'resolved', parts };
}
