import type { Directory } from '../state/directory.ts';
import type { Wire } from '../state/wire.ts';

/** What Slack makes of typed words: the `text` of the message, and the elements of the rich text that people see. */
export interface Composed {
  readonly text: string;
  readonly elements: readonly Wire[];
}

const code = /(```[\s\S]*?```|`[^`\n]+`)/;

/**
 * Things that Slack's composer turns into something else: tokens that stand already as Slack writes them, addresses, e-mail addresses, bare
 * host names (a link to a web page, to Slack) and names after an @.
 */
const special =
  /(<(?:@[UW]|#C|!)[^<>\n]*>|https?:\/\/[^\s<>"'`]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.-])(?:[\w-]+\.)+(?:com|org|net|io|dev|cn|gov)(?:\/[^\s<>"'`,]*)?\b|@[\w.-]+)/;

/** Puts typed words into Slack's form: entities, links, mentions, code. */
export function compose(typed: string, directory: Directory): Composed {
  const pieces = typed.split(code).flatMap((piece, index): readonly Piece[] => {
    if (index % 2 === 1) return [codePiece(piece)];
    return piece
      .split(special)
      .map((part, at) => (at % 2 === 1 ? specialPiece(part, directory) : plainPiece(part)));
  });
  return { text: pieces.map((piece) => piece.text).join(''), elements: group(pieces) };
}

/** The three entities that Slack writes, in commands as in messages. */
export function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

interface Piece {
  readonly text: string;
  readonly element: Wire | null;
  /** A fenced block stands by itself, between sections. */
  readonly isBlock?: boolean;
}

function plainPiece(text: string): Piece {
  return { text: escapeEntities(text), element: text === '' ? null : { type: 'text', text } };
}

function codePiece(piece: string): Piece {
  const isBlock = piece.startsWith('```');
  const inner = isBlock ? piece.slice(3, -3).replace(/^\n|\n$/g, '') : piece.slice(1, -1);
  const style = isBlock ? {} : { style: { code: true } };
  return { text: escapeEntities(piece), element: { type: 'text', text: inner, ...style }, isBlock };
}

function specialPiece(part: string, directory: Directory): Piece {
  if (part.startsWith('<@')) {
    return { text: part, element: { type: 'user', user_id: part.slice(2, -1).split('|')[0] } };
  }
  if (part.startsWith('<')) return { text: part, element: { type: 'text', text: part } };
  if (part.startsWith('http')) return link(part, part, `<${escapeEntities(part)}>`);
  if (part.startsWith('@')) {
    const person = directory.person(part);
    return person
      ? { text: `<@${person.id}>`, element: { type: 'user', user_id: person.id } }
      : plainPiece(part);
  }
  const url = part.includes('@') ? `mailto:${part}` : `http://${part}`;
  return link(url, part, `<${escapeEntities(url)}|${escapeEntities(part)}>`);
}

function link(url: string, label: string, text: string): Piece {
  return { text, element: { type: 'link', url, ...(url === label ? {} : { text: label }) } };
}

/** Sections of running text, and fenced blocks between them. */
function group(pieces: readonly Piece[]): readonly Wire[] {
  const groups: { readonly isBlock: boolean; readonly elements: Wire[] }[] = [];
  for (const { element, isBlock = false } of pieces) {
    if (!element) continue;
    const last = groups.at(-1);
    if (last && !isBlock && !last.isBlock) last.elements.push(element);
    else groups.push({ isBlock, elements: [element] });
  }
  return groups.map(({ isBlock, elements }) => ({
    type: isBlock ? 'rich_text_preformatted' : 'rich_text_section',
    elements,
  }));
}
