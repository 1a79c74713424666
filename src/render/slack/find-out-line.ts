import type { Diagnosis } from '../../checker/vocabulary/diagnosis.ts';
import { findOut } from '../find-out.ts';
import { prose } from './escape.ts';
import { fitted } from './limits.ts';

const SENTENCES = 500;

/** What to do about what could not be read, as one line of mrkdwn after `label`; no line where there is nothing to be done. */
export function findOutLine(diagnosis: Pick<Diagnosis, 'next'>, label: string): readonly string[] {
  const told = findOut(diagnosis);
  return told === null ? [] : [`${label} ${fitted(told, SENTENCES, prose)}`];
}
