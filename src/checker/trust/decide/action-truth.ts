import { readPattern } from '../document/pattern.ts';
import type { ActionElement } from '../document/policy.ts';
import type { Truth } from '../types.ts';
import { matchesGlob, type ResolvedPart } from './glob.ts';
import { truthOf } from './truth.ts';

/** The only action that a web identity calls to take a role. */
export const WEB_IDENTITY_ACTION = 'sts:AssumeRoleWithWebIdentity';

const WANTED = WEB_IDENTITY_ACTION.toLowerCase();

/** Whether a statement's actions take in AssumeRoleWithWebIdentity; the case of letters makes no difference, `*` and `?` are wildcards. */
export function actionTruth(action: ActionElement): Truth {
  return truthOf(action.patterns.some(coversWebIdentity) !== action.isNegated);
}

/** Whether one pattern of an Action takes in AssumeRoleWithWebIdentity. */
export function coversWebIdentity(pattern: string): boolean {
  const lower = pattern.toLowerCase();
  if (lower === WANTED) return true;
  if (!/[*?]/.test(lower)) return false;
  const parts = readPattern(lower, true, false).filter(
    (part): part is ResolvedPart => part.kind !== 'variable',
  );
  return matchesGlob(parts, WANTED);
}
