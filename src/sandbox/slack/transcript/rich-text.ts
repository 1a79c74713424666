import { isWire, textOrNull, type Wire, wireList } from '../state/wire.ts';
import { emojiSymbol } from './emoji.ts';
import type { Names } from './names.ts';

/** The lines of a `rich_text` block. */
export function richTextLines(block: Wire, names: Names): readonly string[] {
  return wireList(block.elements).flatMap((part) => partLines(part, names));
}

function partLines(part: Wire, names: Names): readonly string[] {
  if (part.type === 'rich_text_list') {
    const indent = '  '.repeat(typeof part.indent === 'number' ? part.indent : 0);
    return wireList(part.elements).map((item, index) => {
      const mark = part.style === 'ordered' ? `${index + 1}.` : '•';
      return `${indent}${mark} ${inlineText(item, names)}`;
    });
  }
  const text = inlineText(part, names);
  if (part.type === 'rich_text_preformatted') return text.split('\n').map((line) => `    ${line}`);
  if (part.type === 'rich_text_quote') return text.split('\n').map((line) => `│ ${line}`);
  return text.replace(/\n$/, '').split('\n');
}

function inlineText(part: Wire, names: Names): string {
  return wireList(part.elements)
    .map((element) => elementText(element, names))
    .join('');
}

function elementText(element: Wire, names: Names): string {
  const field = (name: string): string => textOrNull(element[name]) ?? '';
  switch (element.type) {
    case 'text':
      return isWire(element.style) && element.style.code === true ? `\`${field('text')}\`` : field('text');
    case 'link':
      return element.text === undefined || element.text === element.url
        ? field('url')
        : `${field('text')} (${field('url')})`;
    case 'user':
      return `@${names.user(field('user_id'))}`;
    case 'channel':
      return `#${names.channel(field('channel_id'))}`;
    case 'usergroup':
      return `@${field('usergroup_id')}`;
    case 'broadcast':
      return `@${field('range')}`;
    case 'emoji':
      return emojiSymbol(field('name'));
    case 'date':
      return field('fallback') || String(element.timestamp);
    default:
      return field('value') || field('team_id');
  }
}
