import type { PatternPart } from '../document/pattern.ts';

/** A pattern whose variables have been filled in. */
export type ResolvedPart = Exclude<PatternPart, { readonly kind: 'variable' }>;

/**
 * Whether a pattern matches a whole text, case-sensitively. `*` crosses every character, `:` and `/` included; `?` is exactly one. The
 * fixed pieces between the stars are looked for from left to right, each once, so that no pattern can make it backtrack.
 */
export function matchesGlob(pattern: readonly ResolvedPart[], text: string): boolean {
  if (leastLength(pattern, text.length) > text.length) return false;
  const pieces = splitAtRuns(pattern);
  const first = pieces[0] ?? [];
  const last = pieces.at(-1) ?? [];
  const firstLength = lengthOf(first);
  if (pieces.length === 1) return text.length === firstLength && fitsAt(first, text, 0);
  const end = text.length - lengthOf(last);
  if (end < firstLength || !fitsAt(first, text, 0) || !fitsAt(last, text, end)) return false;
  let from = firstLength;
  for (const piece of pieces.slice(1, -1)) {
    const at = find(piece, text, from, end);
    if (at === -1) return false;
    from = at + lengthOf(piece);
  }
  return true;
}

type Piece = readonly Exclude<ResolvedPart, { readonly kind: 'any-run' }>[];

function splitAtRuns(pattern: readonly ResolvedPart[]): readonly Piece[] {
  const pieces: Exclude<ResolvedPart, { readonly kind: 'any-run' }>[][] = [[]];
  for (const part of pattern) {
    if (part.kind === 'any-run') pieces.push([]);
    else pieces.at(-1)?.push(part);
  }
  return pieces;
}

function lengthOf(piece: Piece): number {
  let length = 0;
  for (const part of piece) length += part.kind === 'text' ? part.text.length : 1;
  return length;
}

/** Length of the shortest text that the pattern matches; stops counting above `enough`. */
function leastLength(pattern: readonly ResolvedPart[], enough: number): number {
  let length = 0;
  for (const part of pattern) {
    if (part.kind === 'text') length += part.text.length;
    else if (part.kind === 'any-one') length += 1;
    if (length > enough) break;
  }
  return length;
}

function fitsAt(piece: Piece, text: string, at: number): boolean {
  let position = at;
  for (const part of piece) {
    if (part.kind === 'text') {
      if (!text.startsWith(part.text, position)) return false;
      position += part.text.length;
    } else {
      position += 1;
    }
  }
  return true;
}

function find(piece: Piece, text: string, from: number, end: number): number {
  const length = lengthOf(piece);
  const only = piece.length === 1 ? piece[0] : undefined;
  if (only?.kind === 'text') {
    const at = text.indexOf(only.text, from);
    return at !== -1 && at + length <= end ? at : -1;
  }
  for (let at = from; at + length <= end; at += 1) {
    if (fitsAt(piece, text, at)) return at;
  }
  return -1;
}
