import { copyable } from './copyable.ts';
import { el, link, type Tree } from './tree.ts';

const FENCE = /^```[^\n]*\n([\s\S]*?)\n?```$/m;
const INLINE = /(`[^`\n]+`|\*\*[^\n*]+\*\*|(?<!\w)[*_][^\s*_][^\n*_]*[*_](?!\w)|\[[^\]\n]+\]\([^)\s]+\))/;

/** A `markdown` block as far as bots use it: headings, lists, fences, emphasis, code and links. Whatever else stays as it is written. */
export function markdown(text: string): readonly Tree[] {
  return text.split(FENCE).flatMap((part, index) => (index % 2 === 1 ? [copyable(part)] : paragraphs(part)));
}

function paragraphs(text: string): readonly Tree[] {
  return text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const rows = part.trim().split('\n');
      if (rows.every((row) => /^[-*] /.test(row))) return list('ul', rows, /^[-*] /);
      if (rows.every((row) => /^\d+\. /.test(row))) return list('ol', rows, /^\d+\. /);
      const heading = /^#{1,6} (.*)$/.exec(rows[0] ?? '');
      if (heading !== null && rows.length === 1) return el('h4', {}, inline(heading[1] ?? ''));
      return el(
        'p',
        {},
        rows.flatMap((row, at) => [...(at === 0 ? [] : [el('br')]), ...inline(row)]),
      );
    });
}

function list(tag: 'ul' | 'ol', rows: readonly string[], mark: RegExp): Tree {
  return el(
    tag,
    { class: 'list' },
    rows.map((row) => el('li', {}, inline(row.replace(mark, '')))),
  );
}

function inline(text: string): readonly Tree[] {
  return text
    .split(INLINE)
    .flatMap((part, index): readonly Tree[] =>
      part === '' ? [] : index % 2 === 0 ? [part] : [styled(part)],
    );
}

function styled(part: string): Tree {
  if (part.startsWith('`')) return el('code', {}, [part.slice(1, -1)]);
  if (part.startsWith('**')) return el('strong', {}, [part.slice(2, -2)]);
  const target = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part);
  if (target !== null) return link(target[2] ?? '', [target[1] ?? '']);
  return el('em', {}, [part.slice(1, -1)]);
}
