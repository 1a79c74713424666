const ESCAPE = '\u001B';
const ansiColour = new RegExp(`${ESCAPE}\\[[0-9;]{0,20}[A-Za-z]`, 'g');
/** Control and format characters: zero-width ones, soft hyphens and bidi marks included. Line feed and tab carry meaning. */
const invisible = new RegExp(`(?![\\n\\t${ESCAPE}])[\\p{Cc}\\p{Cf}]`, 'gu');

/**
 * Writes text in the characters that programs print: `\n` line ends, ASCII spaces, quotes and dashes, nothing invisible. An em dash
 * becomes `--`, because that is what Slack and phones make of it. Takes any text; linear in its length.
 */
export function toPlainText(text: string): string {
  return text
    .replace(/\r\n?|[\p{Zl}\p{Zp}]/gu, '\n')
    .replace(invisible, '')
    .replace(ansiColour, '')
    .replaceAll(ESCAPE, '')
    .replace(/\p{Zs}/gu, ' ')
    .replace(/[\u2018\u2019\u201A\u201B]/g, "'")
    .replace(/[\u201C\u201D\u201E\u201F]/g, '"')
    .replace(/\u2014/g, '--')
    .replace(/[\u2010-\u2013\u2212]/g, '-')
    .replace(/\u2026/g, '...');
}
