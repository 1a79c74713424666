import { unicodeEscapes } from './visible.ts';

/** Valid inside JSON strings, yet read by terminals as commands or hidden by editors: C1 controls, separators, bidirectional and zero-width marks. */
const RISKY = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A value as JSON, indented by `indent` spaces a level (0: on one line). Every character that a terminal obeys or an editor hides is a `\u`
 * escape, so that it parses to the same value.
 */
export function jsonText(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent).replace(RISKY, (character) =>
    character === '\n' ? character : unicodeEscapes(character),
  );
}
