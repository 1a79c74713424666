import { editDistance } from './edit-distance.ts';

/** Says how a word of the policy differs from the one of the request: "namespace is payment, not payments (one letter is missing)". */
export function describeDifference(what: string, written: string, actual: string): string {
  const hint = hintAt(written, actual);
  const shown = written === '' ? 'empty' : written;
  return `${what} is ${shown}, not ${actual}${hint === null ? '' : ` (${hint})`}`;
}

/** Characters that leave no mark on the screen and come with text from web pages. */
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu;

function hintAt(written: string, actual: string): string | null {
  if (written.trim() === actual) return 'white space around it';
  if (written.replace(INVISIBLE, '') === actual) return 'a character in it cannot be seen';
  if (written.toLowerCase() === actual.toLowerCase()) return 'only the case of letters differs';
  if (written.replace(/[-_.]/g, '') === actual.replace(/[-_.]/g, ''))
    return 'only hyphens, underscores or dots differ';
  const isShort = Math.min(written.length, actual.length) < 4;
  if (isShort || editDistance(written, actual) !== 1) return null;
  if (written.length < actual.length) return 'one letter is missing';
  return written.length > actual.length ? 'one letter too many' : 'one letter differs';
}
