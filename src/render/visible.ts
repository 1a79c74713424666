/**
 * Characters that a reader cannot see or that change how their neighbours look: controls (terminal escapes among them), format characters
 * such as zero-width and bidirectional ones, line and paragraph separators, lone surrogates, private use, and every space but the plain one.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;
const UNSEEN_BUT_LINES = new RegExp(`(?!\\n|\\t)(?:${UNSEEN.source})`, 'gu');

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const EDGE_SPACES = /^ +| +$/g;
const SPACE_SYMBOL = '␠';

/**
 * A value from outside on one line, every character of it to be seen: `api\n` and a trailing space are what is wrong more often than not.
 * Invisible characters become escapes (`\n`, `\u200b`), spaces at either end `␠`.
 */
export function visibleValue(value: string): string {
  return value
    .replace(UNSEEN, escapeCharacter)
    .replace(EDGE_SPACES, (spaces) => SPACE_SYMBOL.repeat(spaces.length));
}

/** Text of several lines (a diff, a command) with its line breaks and tabs, and escapes in place of everything else that is invisible. */
export function visibleLines(text: string): string {
  return text.replace(UNSEEN_BUT_LINES, escapeCharacter);
}

/** A sentence on one line: invisible characters are gone, runs of white space are one space. */
export function plainSentence(text: string): string {
  return text.replace(/\s+/g, ' ').replace(UNSEEN, '').trim();
}

function escapeCharacter(character: string): string {
  return SHORT_ESCAPES[character] ?? unicodeEscapes(character);
}

/** `\uXXXX` for each UTF-16 unit, as JSON and JavaScript spell it. */
export function unicodeEscapes(characters: string): string {
  let escapes = '';
  for (let index = 0; index < characters.length; index += 1) {
    escapes += `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return escapes;
}
