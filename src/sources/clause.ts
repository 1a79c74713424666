const LONGEST = 300;

/** Text from outside as one clause of a sentence: on one line, without control characters, full stop or excess length. */
export function clause(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .replace(/\.$/, '');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
