import { cleanSlackText } from './slack-text.ts';

const MAX_CHARACTERS = 60;
/** More than any cut can need after cleaning, so that quoting an enormous text stays cheap. */
const MAX_READ = 1000;

/** What somebody typed, fit to stand inside a sentence: one line in quotes, cleaned, at most 60 characters, without angle brackets. */
export function quoteInput(text: string): string {
  const line = cleanSlackText(text.slice(0, MAX_READ))
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('"', "'")
    .replace(/\s+/g, ' ');
  const characters = [...line];
  const short =
    characters.length <= MAX_CHARACTERS ? line : `${characters.slice(0, MAX_CHARACTERS - 1).join('')}…`;
  return `"${short}"`;
}
