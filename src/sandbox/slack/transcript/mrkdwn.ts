import { withSymbols } from './emoji.ts';
import type { Names } from './names.ts';

const segment = /(```[\s\S]*?```|`[^`\n]+`)/;

/** Slack's mrkdwn as a terminal reader sees it: links, mentions and entities resolved, emphasis dropped, code kept. */
export function mrkdwnToText(mrkdwn: string, names: Names): string {
  return mrkdwn
    .split(segment)
    .map((part, index) => (index % 2 === 1 ? codeToText(part) : proseToText(part, names)))
    .join('');
}

/** Plain text has no markup but emoji codes. */
export function plainToText(text: string): string {
  return withSymbols(text);
}

function codeToText(part: string): string {
  const inner = part.startsWith('```') ? part.slice(3, -3).replace(/^\n|\n$/g, '') : part;
  return decode(inner.replace(/<(?:[^<>|\n]+\|)?([^<>|\n]+)>/g, '$1'));
}

function proseToText(part: string, names: Names): string {
  const resolved = part.replace(/<([^<>\n]+)>/g, (_token, inner: string) => tokenToText(inner, names));
  const plain = resolved.replace(/(^|[\s(>])([*_~])(?=\S)([^\n]{0,300}?\S)\2(?=$|[\s).,:;!?])/gm, '$1$3');
  return decode(withSymbols(plain));
}

function tokenToText(inner: string, names: Names): string {
  const [target = '', label] = inner.split('|');
  if (target.startsWith('@')) return `@${names.user(target.slice(1))}`;
  if (target.startsWith('#')) return `#${label || names.channel(target.slice(1))}`;
  if (target.startsWith('!date^')) return label ?? target;
  if (target.startsWith('!')) return `@${label ?? target.slice(1).replace(/^subteam\^/, '')}`;
  if (
    label === undefined ||
    label === target ||
    target === `http://${label}` ||
    target === `mailto:${label}`
  ) {
    return label ?? target;
  }
  return `${label} (${target})`;
}

/** Once, the ampersand last: `&amp;lt;` stands for `&lt;`. */
function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
