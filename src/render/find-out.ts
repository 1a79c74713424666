import { lowerFirst } from '../checker/lower-first.ts';
import type { Diagnosis } from '../checker/vocabulary/diagnosis.ts';

export const FIND_OUT = 'To find out:';

/** What stands behind "To find out:", what to do about what could not be read; null where there is nothing to be done. */
export function findOut({ next = [] }: Pick<Diagnosis, 'next'>): string | null {
  const told = next.join(' ').trim();
  return told === '' ? null : lowerFirst(told);
}
