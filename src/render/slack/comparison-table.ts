import type { TableBlock } from '@slack/types';
import { type Difference, markDifference } from '../mark-difference.ts';
import { visibleValue } from '../visible.ts';
import { fitted } from './limits.ts';
import { type Piece, richCell } from './rich-cell.ts';

const VALUE = 900;
const HEAD = { bold: true };
const MARKED = { bold: true, code: true };

/** Expected and found side by side in full width, with the part that differs in bold code: the eye finds it before it reads. */
export function comparisonTable(expected: string | null, actual: string | null): TableBlock {
  const difference = expected !== null && actual !== null ? shortDifference(expected, actual) : null;
  return {
    type: 'table',
    rows: [
      [richCell([{ text: 'Expected', style: HEAD }]), richCell([{ text: 'Found', style: HEAD }])],
      [
        richCell(difference === null ? whole(expected) : around(difference, difference.expected)),
        richCell(difference === null ? whole(actual) : around(difference, difference.actual)),
      ],
    ],
    column_settings: [{ is_wrapped: true }, { is_wrapped: true }],
  };
}

/** Null where nothing is alike, and where a value is cut: what is left of it could end before the difference. */
function shortDifference(expected: string, actual: string): Difference | null {
  const [left, right] = [visibleValue(expected), visibleValue(actual)];
  return left.length > VALUE || right.length > VALUE ? null : markDifference(left, right);
}

function around({ prefix, suffix }: Difference, part: string): readonly Piece[] {
  return [{ text: prefix }, { text: part, style: MARKED }, { text: suffix }];
}

function whole(value: string | null): readonly Piece[] {
  if (value === null) return [{ text: 'nothing' }];
  if (value === '') return [{ text: '(empty)', style: { italic: true } }];
  return [{ text: fitted(value, VALUE, visibleValue), style: { code: true } }];
}
