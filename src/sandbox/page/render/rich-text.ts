import { isWire, textOrNull, type Wire, wireList } from '../../slack/state/wire.ts';
import { emojiSymbol } from '../../slack/transcript/emoji.ts';
import type { Names } from '../../slack/transcript/names.ts';
import { copyable } from './copyable.ts';
import { mention } from './mrkdwn.ts';
import { el, lines, link, type Tree, textOf } from './tree.ts';

/** The parts of a `rich_text` block. */
export function richText(block: Wire, names: Names): readonly Tree[] {
  return wireList(block.elements).map((part) => partTree(part, names));
}

function partTree(part: Wire, names: Names): Tree {
  const inside = () => wireList(part.elements).flatMap((element) => inlineTrees(element, names));
  switch (part.type) {
    case 'rich_text_list':
      return listTree(part, names);
    case 'rich_text_preformatted':
      return copyable(textOf(inside()));
    case 'rich_text_quote':
      return el('blockquote', {}, inside());
    default:
      return el('div', { class: 'text' }, inside());
  }
}

function listTree(part: Wire, names: Names): Tree {
  const indent = typeof part.indent === 'number' ? part.indent : 0;
  const start = typeof part.offset === 'number' ? { start: String(part.offset + 1) } : {};
  const isOrdered = part.style === 'ordered';
  return el(
    isOrdered ? 'ol' : 'ul',
    { class: `list indent-${Math.min(8, Math.max(0, Math.trunc(indent)))}`, ...(isOrdered ? start : {}) },
    wireList(part.elements).map((item) =>
      el(
        'li',
        {},
        wireList(item.elements).flatMap((element) => inlineTrees(element, names)),
      ),
    ),
  );
}

function inlineTrees(element: Wire, names: Names): readonly Tree[] {
  const styled = styleOf(element.style);
  return styled(bareTrees(element, names));
}

function bareTrees(element: Wire, names: Names): readonly Tree[] {
  const field = (name: string): string => textOrNull(element[name]) ?? '';
  switch (element.type) {
    case 'text':
      return lines(field('text'));
    case 'link':
      return [link(field('url'), [field('text') || field('url')])];
    case 'user':
      return [mention(`@${names.user(field('user_id'))}`)];
    case 'channel':
      return [mention(`#${names.channel(field('channel_id'))}`)];
    case 'usergroup':
      return [mention(`@${field('usergroup_id')}`)];
    case 'broadcast':
      return [mention(`@${field('range')}`)];
    case 'emoji':
      return [emojiSymbol(field('name'))];
    case 'date':
      return [field('fallback') || String(element.timestamp)];
    default:
      return [field('value') || field('team_id')];
  }
}

const STYLE_TAGS = [
  ['code', 'code'],
  ['bold', 'strong'],
  ['italic', 'em'],
  ['strike', 's'],
] as const;

function styleOf(style: unknown): (inside: readonly Tree[]) => readonly Tree[] {
  const wanted = STYLE_TAGS.filter(([name]) => isWire(style) && style[name] === true);
  return (inside) => wanted.reduce<readonly Tree[]>((shown, [, tag]) => [el(tag, {}, shown)], inside);
}
