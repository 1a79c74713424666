import { textOrNull, type Wire, wireList } from '../state/wire.ts';
import type { Names } from './names.ts';
import { richTextLines } from './rich-text.ts';

/** A terminal breaks wider lines in the middle of cells. */
const WIDEST = 110;

/**
 * The lines of a `table` or `data_table` block: columns side by side under a ruled head. The cells of a single row stand one below the other where
 * they are too wide for that.
 */
export function tableLines(block: Wire, names: Names): readonly string[] {
  const rows = Array.isArray(block.rows) ? block.rows : [];
  const texts = rows.map((row) => wireList(row).map((cell) => cellText(cell, names)));
  const columns = Math.max(0, ...texts.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(...texts.map((row) => row[at]?.length ?? 0)),
  );
  const [head, ...body] = texts;
  if (head === undefined) return [];
  const width = widths.reduce((sum, each) => sum + each + 2, -2);
  const [only, ...others] = body;
  if (width > WIDEST && only !== undefined && others.length === 0) return recordLines(head, only);
  const line = (row: readonly string[]) =>
    widths
      .map((each, at) => (row[at] ?? '').padEnd(each))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((each) => '─'.repeat(each)).join('  '), ...body.map(line)];
}

/** Each cell behind the name of its column. */
function recordLines(head: readonly string[], row: readonly string[]): readonly string[] {
  const width = Math.max(...head.map((name) => name.length));
  return row.map((cell, at) => `${(head[at] ?? '').padEnd(width)}  ${cell}`.trimEnd());
}

function cellText(cell: Wire, names: Names): string {
  return cell.type === 'rich_text' ? richTextLines(cell, names).join(' ') : (textOrNull(cell.text) ?? '');
}
