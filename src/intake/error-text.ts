import { cleanSlackText } from './slack-text.ts';

/** Errors stand at the start or the end of a paste; what lies between is log. */
const MAX_CHARACTERS = 256 * 1024;
const JSON_ESCAPES: Readonly<Record<string, string>> = { '003c': '<', '003e': '>', '0026': '&', '0027': "'" };

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
 * Takes text as pasted, from Slack or elsewhere: cleans it, undoes the escapes of JSON log lines (`\n`, `\"`, Go's `\u003c`), drops quote
 * marks and box drawing, and joins ARNs that a line end cut where they cannot be complete. Long text keeps its start and its end.
 */
export function readErrorText(text: string): ErrorText {
  const half = MAX_CHARACTERS / 2;
  const bounded =
    text.length <= MAX_CHARACTERS ? text : `${text.slice(0, half)}\n${text.slice(text.length - half)}`;
  const unescaped = cleanSlackText(bounded)
    .replace(/\\{1,4}u(003c|003e|0026|0027)/gi, (_, code: string) => JSON_ESCAPES[code.toLowerCase()] ?? '')
    .replace(/\\{1,4}(?:r\\{1,4})?n/g, '\n')
    .replace(/\\{1,4}t/g, ' ')
    .replace(/\\{1,4}"/g, '"');
  const lines = joinBrokenArns(
    unescaped
      .replace(/[\u2500-\u257F]/g, ' ')
      .replace(/\s+/g, (run) => (run.includes('\n') ? '\n' : ' '))
      .replace(/(^|\n)>+\s?/g, '$1'),
  );
  return { lines, flat: lines.replaceAll('\n', ' '), glued: lines.replaceAll('\n', '') };
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
