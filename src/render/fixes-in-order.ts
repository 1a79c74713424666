import type { Diagnosis } from '../checker/vocabulary/diagnosis.ts';
import type { Fix } from '../checker/vocabulary/fix.ts';
import { leadingFinding } from './leading-finding.ts';

/** A fix and its index in the diagnosis, by which buttons name it. */
export interface NumberedFix {
  readonly fix: Fix;
  readonly index: number;
}

/** All fixes, the one that mends the leading finding first, the others in the order of the diagnosis. */
export function fixesInOrder(diagnosis: Diagnosis): readonly NumberedFix[] {
  const leading = leadingFinding(diagnosis)?.fix ?? null;
  const numbered = diagnosis.fixes.map((fix, index) => ({ fix, index }));
  return [
    ...numbered.filter(({ index }) => index === leading),
    ...numbered.filter(({ index }) => index !== leading),
  ];
}
