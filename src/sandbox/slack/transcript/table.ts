import { textOrNull, type Wire, wireList } from '../state/wire.ts';
import type { Names } from './names.ts';
import { richTextLines } from './rich-text.ts';

/** The lines of a `table` or `data_table` block: columns side by side, a rule under the first row. */
export function tableLines(block: Wire, names: Names): readonly string[] {
  const rows = Array.isArray(block.rows) ? block.rows : [];
  const texts = rows.map((row) => wireList(row).map((cell) => cellText(cell, names)));
  const columns = Math.max(0, ...texts.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(...texts.map((row) => row[at]?.length ?? 0)),
  );
  const lines = texts.map((row) =>
    widths
      .map((width, at) => (row[at] ?? '').padEnd(width))
      .join('  ')
      .trimEnd(),
  );
  const [head, ...body] = lines;
  return head === undefined ? [] : [head, widths.map((width) => '─'.repeat(width)).join('  '), ...body];
}

function cellText(cell: Wire, names: Names): string {
  return cell.type === 'rich_text' ? richTextLines(cell, names).join(' ') : (textOrNull(cell.text) ?? '');
}
