import type { SymptomKind } from '../checker/vocabulary/symptom.ts';
import { FOREIGN, SIGNS, type Sign } from './error-signs.ts';
import type { ErrorText } from './error-text.ts';

/** What kind of error a text reports; `not-relevant` where nothing in it is an AWS identity error. */
export function kindOf(text: ErrorText): SymptomKind {
  const isForeign = FOREIGN.some((pattern) => pattern.test(text.flat));
  return SIGNS.find((sign) => !(sign.weak && isForeign) && holds(sign, text))?.kind ?? 'not-relevant';
}

function holds(sign: Sign, text: ErrorText): boolean {
  const isOneLine = !text.lines.includes('\n');
  return sign.all.every((pattern) => pattern.test(text.flat) || (!isOneLine && pattern.test(text.glued)));
}
