/** Text for a sentence: what is longer than a person reads is cut. */
export function shorten(text: string, length = 160): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
