import { textOrNull, type Wire, wireList } from '../../slack/state/wire.ts';
import type { Names } from '../../slack/transcript/names.ts';
import { richText } from './rich-text.ts';
import { el, lines, type Tree } from './tree.ts';

const ALIGNMENTS: ReadonlySet<unknown> = new Set(['center', 'right']);

/** A `table` or `data_table` block: the first row is the head. All rows are shown, without pages. */
export function table(block: Wire, names: Names): Tree {
  const rows = Array.isArray(block.rows) ? block.rows.map(wireList) : [];
  const columns = wireList(block.column_settings);
  const row = (cells: readonly Wire[], tag: 'th' | 'td'): Tree =>
    el(
      'tr',
      {},
      cells.map((cell, at) => {
        const { align } = columns[at] ?? {};
        return el(tag, ALIGNMENTS.has(align) ? { class: String(align) } : {}, cellTrees(cell, names));
      }),
    );
  const [head = [], ...body] = rows;
  const caption = textOrNull(block.caption);
  return el('div', { class: 'table', tabindex: '0' }, [
    el('table', {}, [
      ...(caption === null ? [] : [el('caption', {}, [caption])]),
      el('thead', {}, [row(head, 'th')]),
      el(
        'tbody',
        {},
        body.map((cells) => row(cells, 'td')),
      ),
    ]),
  ]);
}

function cellTrees(cell: Wire, names: Names): readonly Tree[] {
  return cell.type === 'rich_text' ? richText(cell, names) : lines(textOrNull(cell.text) ?? '');
}
