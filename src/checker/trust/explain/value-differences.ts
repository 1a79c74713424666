import type { ConditionFault } from '../types.ts';
import { describeDifference } from './compare-words.ts';
import { describeSubject } from './subject-differences.ts';
import { isPlaceholder, resemblesStandardAudience, resemblesSubject } from './value-signs.ts';

/** What is wrong with one value of a policy, in words and for the rules. */
export interface ValueDifferences {
  readonly differences: readonly string[];
  readonly faults: readonly ConditionFault[];
}

/** How a value is compared: letter by letter, without regard to case, or with wildcards. */
export type ValueComparison = 'equals' | 'equals-ignore-case' | 'like';

/** Says how a value of the policy differs from the subject or audience that the token carries, most telling first. */
export function valueDifferences(
  claim: 'sub' | 'aud',
  written: string,
  actual: string,
  comparison: ValueComparison,
): ValueDifferences {
  const differences: string[] = [];
  const faults: ConditionFault[] = [];
  const note = (fault: ConditionFault, difference: string): void => {
    faults.push(fault);
    differences.push(difference);
  };
  if (claim === 'sub' ? resemblesStandardAudience(written) : resemblesSubject(written)) {
    const other = claim === 'sub' ? 'an audience' : 'a subject';
    return {
      differences: [`${other} stands under :${claim}; sub and aud seem to be swapped`],
      faults: ['swapped-sub-and-aud'],
    };
  }
  if (written !== written.trim()) {
    note('whitespace', `there is white space around "${written.trim()}"`);
    if (written.trim() === actual) return { differences, faults };
  }
  if (isPlaceholder(written)) note('placeholder', `a placeholder was left in "${written}"`);
  if (comparison !== 'like' && /[*?]/.test(written)) {
    note(
      'literal-wildcard',
      'a wildcard stands for itself under this operator; only StringLike and StringNotLike expand it',
    );
  }
  if (written.trim().toLowerCase() === actual.toLowerCase()) {
    note('case-differs', 'only the case of letters differs, and values are case-sensitive');
    return { differences, faults };
  }
  if (claim === 'aud') {
    return { differences: [...differences, describeDifference('audience', written, actual)], faults };
  }
  const subject = describeSubject(written.trim(), actual);
  return {
    differences: [...differences, ...subject.differences],
    faults: [...faults, ...subject.faults],
  };
}
