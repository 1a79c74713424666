import { withSymbols } from '../../slack/transcript/emoji.ts';
import type { Names } from '../../slack/transcript/names.ts';
import { el, lines, link, type Tree } from './tree.ts';

const FENCE = /```\n?([\s\S]*?)\n?```/;
/** Code, and what Slack writes between angle brackets, with a label or without. */
const ATOM = /`([^`\n]+)`|<([^<>\n]+)>/g;
/** Stands for an atom while emphasis is looked for around it: a character that nobody types, taken out of what they send. */
const PLACE = '\ue000';
const EMPHASIS = /(?<![\p{L}\p{N}])([*_~])(?=[^\s*_~]|[*_~][^\s])([^\n]*?[^\s])\1(?![\p{L}\p{N}])/u;
const EMPHASIS_TAGS = { '*': 'strong', _: 'em', '~': 's' } as const;
const BARE_LINK = /(https?:\/\/[^\s<>"'`]+[^\s<>"'`.,:;!?)\]])/;

/** Slack's mrkdwn. `verbatim` keeps bare addresses from becoming links, as in Slack, and changes nothing else. */
export function mrkdwn(text: string, names: Names, isVerbatim = false): readonly Tree[] {
  return text
    .replaceAll(PLACE, '')
    .split(FENCE)
    .flatMap((part, index) =>
      index % 2 === 1 ? [el('pre', {}, [codeText(part)])] : paragraphs(part, names, isVerbatim),
    );
}

/** Text without markup, but for emoji codes where they are wanted. */
export function plainText(text: string, hasEmoji: boolean): readonly Tree[] {
  return lines(hasEmoji ? withSymbols(text) : text);
}

/** Running text, and quotes between it: lines that begin with `>`. */
function paragraphs(text: string, names: Names, isVerbatim: boolean): readonly Tree[] {
  const groups: { readonly isQuote: boolean; readonly lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const isQuote = /^(?:&gt;|>)/.test(line);
    const last = groups.at(-1);
    const shown = isQuote ? line.replace(/^(?:&gt;|>) ?/, '') : line;
    if (last?.isQuote === isQuote) last.lines.push(shown);
    else groups.push({ isQuote, lines: [shown] });
  }
  return groups.flatMap((group) => {
    const shown = inline(group.lines.join('\n'), names, isVerbatim);
    return group.isQuote ? [el('blockquote', {}, shown)] : shown;
  });
}

function inline(text: string, names: Names, isVerbatim: boolean): readonly Tree[] {
  const atoms: Tree[] = [];
  const withPlaces = text.replace(ATOM, (_atom, code: string | undefined, token: string | undefined) => {
    atoms.push(code === undefined ? tokenTree(token ?? '', names) : el('code', {}, [codeText(code)]));
    return PLACE;
  });
  const remaining = atoms[Symbol.iterator]();
  return emphasized(withPlaces, (part) =>
    part
      .split(PLACE)
      .flatMap((words, index) => [
        ...(index === 0 ? [] : [remaining.next().value ?? '']),
        ...prose(words, isVerbatim),
      ]),
  );
}

/** Looks for emphasis, and inside it for more. `leaf` is called from left to right, for every part exactly once. */
function emphasized(text: string, leaf: (part: string) => readonly Tree[]): readonly Tree[] {
  const shown: Tree[] = [];
  let rest = text;
  for (;;) {
    const found = EMPHASIS.exec(rest);
    const mark = found?.[1];
    if (found === null || (mark !== '*' && mark !== '_' && mark !== '~')) return [...shown, ...leaf(rest)];
    shown.push(...leaf(rest.slice(0, found.index)));
    shown.push(el(EMPHASIS_TAGS[mark], {}, emphasized(found[2] ?? '', leaf)));
    rest = rest.slice(found.index + found[0].length);
  }
}

function prose(text: string, isVerbatim: boolean): readonly Tree[] {
  if (isVerbatim) return lines(decode(withSymbols(text)));
  return text
    .split(BARE_LINK)
    .flatMap((part, index) =>
      index % 2 === 1 ? [link(decode(part), [decode(part)])] : lines(decode(withSymbols(part))),
    );
}

/** What stands between `<` and `>`: a mention, a date, or an address. */
function tokenTree(token: string, names: Names): Tree {
  const bar = token.indexOf('|');
  const target = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? null : decode(token.slice(bar + 1));
  if (target.startsWith('@')) return mention(`@${names.user(target.slice(1))}`);
  if (target.startsWith('#')) return mention(`#${label || names.channel(target.slice(1))}`);
  if (target.startsWith('!date^')) return label ?? target;
  if (target.startsWith('!')) return mention(`@${label ?? target.slice(1).replace(/^subteam\^/, '')}`);
  return link(decode(target), [label ?? decode(target)]);
}

export function mention(words: string): Tree {
  return el('span', { class: 'mention' }, [words]);
}

/** Links stand in code as well, where people see their labels. */
function codeText(code: string): string {
  return decode(code.replace(/<(?:[^<>|\n]+\|)?([^<>|\n]+)>/g, '$1'));
}

/** Once, the ampersand last: `&amp;lt;` stands for `&lt;`. */
function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
