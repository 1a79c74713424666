import { toPlainText } from './plain-text.ts';
import { cleanSlackText, decodeEntities } from './slack-text.ts';

/** Errors stand at the start or the end of a paste; what lies between is log. */
const MAX_CHARACTERS = 256 * 1024;
/** JSON inside JSON doubles backslashes: fifteen stand for four levels. */
const codePoint = /\\{1,15}u([0-9a-f]{4})/gi;

/**
 * A pasted error in the forms in which it is searched. In each, every run of white space is a single character, so that patterns
 * stay linear.
 */
export interface ErrorText {
  /** With line feeds where lines ended. */
  readonly lines: string;
  /** On one line. */
  readonly flat: string;
  /** Lines glued together without a space: terminals break long lines in the middle of words. */
  readonly glued: string;
}

/**
 * Takes text as pasted, from Slack or elsewhere: cleans it, undoes the escapes of JSON log lines (`\n`, `\"`, `\u003c`), drops quote
 * marks and box drawing, and joins ARNs that a line end cut where they cannot be complete. Long text keeps its start and its end.
 */
export function readErrorText(text: string): ErrorText {
  const half = MAX_CHARACTERS / 2;
  const bounded =
    text.length <= MAX_CHARACTERS ? text : `${text.slice(0, half)}\n${text.slice(text.length - half)}`;
  // What comes out of XML, or out of a bot that escapes as Slack does, is escaped twice.
  const unescaped = withCharacters(decodeEntities(cleanSlackText(bounded)))
    // A terminal may break a line in the middle of an escape.
    .replace(/(\\{1,15})\n(?=[\\"])/g, '$1')
    .replace(/\\{1,15}(?:r\\{1,15})?n/g, '\n')
    .replace(/\\{1,15}t/g, ' ')
    .replace(/\\{1,15}"/g, '"');
  const lines = joinBrokenArns(
    unescaped
      .replace(/[\u2500-\u257F]/g, ' ')
      .replace(/\s+/g, (run) => (run.includes('\n') ? '\n' : ' '))
      .replace(/(^|\n)>+\s?/g, '$1'),
  );
  return { lines, flat: lines.replaceAll('\n', ' '), glued: lines.replaceAll('\n', '') };
}

/** Python's JSON writes whatever is not ASCII as `\u2019`, Go's writes `<`, and the colours of a terminal begin with one such character. */
function withCharacters(text: string): string {
  const decoded = text.replace(codePoint, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return decoded === text ? text : toPlainText(decoded);
}

/**
 * A line end inside an ARN is safe to remove where the ARN cannot end: before its fifth colon, or after `/` or `-`. Elsewhere nobody
 * can tell a cut name from a complete one.
 */
function joinBrokenArns(text: string): string {
  const joinOnce = (source: string) =>
    source.replace(/(arn:aws[^\s"'<>]{0,300})\n(?=[\w+=.@/:*-])/g, (whole, head: string) =>
      /[/-]$/.test(head) || head.split(':').length <= 5 ? head : whole,
    );
  return joinOnce(joinOnce(joinOnce(text)));
}
