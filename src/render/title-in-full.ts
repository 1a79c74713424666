import { lowerFirst } from '../checker/lower-first.ts';
import type { Finding } from '../checker/vocabulary/finding.ts';

/** The title where no word before it says how the finding came out: "Not known: whether the role exists". */
export function titleInFull({ status, title }: Pick<Finding, 'status' | 'title'>): string {
  return status === 'unknown' ? `Not known: ${lowerFirst(title)}` : title;
}
