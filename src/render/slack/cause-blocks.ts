import type { KnownBlock } from '@slack/types';
import type { Finding } from '../../checker/vocabulary/finding.ts';
import { markDifference } from '../mark-difference.ts';
import { isSaidIn } from '../told-once.ts';
import { visibleValue } from '../visible.ts';
import { fields, section } from './blocks.ts';
import { comparisonTable } from './comparison-table.ts';
import { code, prose } from './escape.ts';
import type { Form } from './form.ts';
import { fitted } from './limits.ts';

const VALUE = 900;
const PART = 200;
const EXPLANATION = 1_200;

/** Expected and found side by side, where they differ, and what it means. */
export function causeBlocks(
  { expected, actual, explanation }: Finding,
  summary: string,
  form: Form,
): readonly KnownBlock[] {
  const difference = expected !== null && actual !== null ? differenceLine(expected, actual) : null;
  return [
    ...(expected === null && actual === null
      ? []
      : [form === 'plain' ? bothValues(expected, actual) : comparisonTable(expected, actual)]),
    ...(difference === null ? [] : [section(difference)]),
    ...(isSaidIn(summary, explanation) ? [] : [section(fitted(explanation, EXPLANATION, prose))]),
  ];
}

function bothValues(expected: string | null, actual: string | null): KnownBlock {
  return fields([`*Expected*\n${shown(expected)}`, `*Found*\n${shown(actual)}`]);
}

function shown(value: string | null): string {
  return value === null ? 'nothing' : fitted(value, VALUE, code);
}

function differenceLine(expected: string, actual: string): string | null {
  const difference = markDifference(visibleValue(expected), visibleValue(actual));
  if (difference === null) return null;
  const part = (text: string) => (text === '' ? 'nothing' : fitted(text, PART, code));
  return `They differ here: ${part(difference.expected)} is expected, ${part(difference.actual)} is there.`;
}
