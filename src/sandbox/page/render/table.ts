import { textOrNull, type Wire, wireList } from '../../slack/state/wire.ts';
import type { Names } from '../../slack/transcript/names.ts';
import { richText } from './rich-text.ts';
import { el, lines, type Tree } from './tree.ts';

const ALIGNMENTS: ReadonlySet<unknown> = new Set(['center', 'right']);

/**
 * A `table` or `data_table` block: the first row is the head. A data table is to be leafed through in Slack; here it scrolls under its head, and
 * one of its columns names the row.
 */
export function table(block: Wire, names: Names): Tree {
  const rows = Array.isArray(block.rows) ? block.rows.map(wireList) : [];
  const columns = wireList(block.column_settings);
  const isData = block.type === 'data_table';
  const { row_header_column_index: naming = 0 } = block;
  const row = (cells: readonly Wire[], isHead: boolean): Tree =>
    el(
      'tr',
      {},
      cells.map((cell, at) => {
        const isName = isData && !isHead && at === naming;
        const scope = isHead ? { scope: 'col' } : isName ? { scope: 'row' } : {};
        return el(
          isHead || isName ? 'th' : 'td',
          { ...classOf(columns[at]), ...scope },
          cellTrees(cell, names),
        );
      }),
    );
  const [head = [], ...body] = rows;
  const isEven = head.length > 0 && head.every((_, at) => columns[at]?.is_wrapped === true);
  const caption = textOrNull(block.caption);
  return el('div', { class: `table${isData ? ' data' : ''}${isEven ? ' even' : ''}`, tabindex: '0' }, [
    el('table', {}, [
      ...(caption === null ? [] : [el('caption', {}, [caption])]),
      el('thead', {}, [row(head, true)]),
      el(
        'tbody',
        {},
        body.map((cells) => row(cells, false)),
      ),
    ]),
  ]);
}

function classOf(column: Wire | undefined): Readonly<Record<string, string>> {
  const classes = [
    ...(ALIGNMENTS.has(column?.align) ? [String(column?.align)] : []),
    ...(column?.is_wrapped === true ? ['wrapped'] : []),
  ];
  return classes.length === 0 ? {} : { class: classes.join(' ') };
}

function cellTrees(cell: Wire, names: Names): readonly Tree[] {
  return cell.type === 'rich_text' ? richText(cell, names) : lines(textOrNull(cell.text) ?? '');
}
