import { redactSecrets } from './secrets.ts';
import { cleanSlackText } from './slack-text.ts';

const MAX_CHARACTERS = 60;
/** More than any cut can need after cleaning, so that quoting an enormous text stays cheap. */
const MAX_READ = 1000;

/** What somebody typed, fit to stand inside a sentence: one line in quotes, cleaned, at most 60 characters, no secret, no angle bracket. */
export function quoteInput(text: string): string {
  const line = redactSecrets(cleanSlackText(text.slice(0, MAX_READ)))
    .text.replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('"', "'")
    .replace(/\s+/g, ' ');
  const characters = [...line];
  const short =
    characters.length <= MAX_CHARACTERS ? line : `${characters.slice(0, MAX_CHARACTERS - 1).join('')}…`;
  return `"${short}"`;
}
