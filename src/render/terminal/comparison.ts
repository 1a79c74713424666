import type { Finding } from '../../checker/vocabulary/finding.ts';
import { markDifference } from '../mark-difference.ts';
import { visibleValue } from '../visible.ts';
import type { Page } from './page.ts';

const EXPECTED = '  expected  ';
const FOUND = '  found     ';
/** Carets only stand under the right characters where each takes one column. */
const ONE_COLUMN_EACH = /^[\x20-\x7e]*$/;

/** Expected above found, with the part that differs underlined by carets where the terminal is wide enough, else named. */
export function comparison(
  { expected, actual }: Pick<Finding, 'expected' | 'actual'>,
  page: Page,
): readonly string[] {
  if (expected === null && actual === null) return [];
  const { bold, green, red } = page.colors;
  const want = expected === null ? 'nothing' : visibleValue(expected);
  const got = actual === null ? 'nothing' : visibleValue(actual);
  const difference = expected === null || actual === null ? null : markDifference(want, got);
  if (difference === null) return [EXPECTED + want, FOUND + got];

  const { prefix, suffix } = difference;
  const lines = [
    EXPECTED + prefix + bold(green(difference.expected)) + suffix,
    FOUND + prefix + bold(red(difference.actual)) + suffix,
  ];
  const fits = FOUND.length + Math.max(want.length, got.length) <= page.width;
  return fits && ONE_COLUMN_EACH.test(want + got)
    ? [
        ...lines,
        ' '.repeat(FOUND.length + prefix.length) + red('^'.repeat(Math.max(1, difference.actual.length))),
      ]
    : [
        ...lines,
        `  differs   ${difference.expected || 'nothing'} is expected, ${difference.actual || 'nothing'} is there`,
      ];
}
