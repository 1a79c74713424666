import type { SymptomKind } from '../checker/vocabulary/symptom.ts';
import { FOREIGN, SIGNS, type Sign } from './error-signs.ts';
import type { ErrorText } from './error-text.ts';

/** What kind of error a text reports; `not-relevant` where nothing in it is an AWS identity error. */
export function kindOf(text: ErrorText): SymptomKind {
  const isForeign = FOREIGN.some((pattern) => isIn(text, pattern));
  return SIGNS.find((sign) => !(sign.weak && isForeign) && holds(sign, text))?.kind ?? 'not-relevant';
}

function holds(sign: Sign, text: ErrorText): boolean {
  return sign.all.every((pattern) => isIn(text, pattern));
}

/** Where a terminal broke a line in place of a space, gluing the lines loses the space. */
const withOptionalSpaces = new Map<RegExp, RegExp>(
  [...FOREIGN, ...SIGNS.flatMap(({ all }) => all)].map((pattern) => [
    pattern,
    new RegExp(pattern.source.replaceAll(/ (?!\?)/g, ' ?'), pattern.flags),
  ]),
);

function isIn({ lines, flat, glued }: ErrorText, pattern: RegExp): boolean {
  if (pattern.test(flat)) return true;
  return lines.includes('\n') && (withOptionalSpaces.get(pattern)?.test(glued) ?? false);
}
