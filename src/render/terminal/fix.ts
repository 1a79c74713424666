import type { Fix } from '../../checker/vocabulary/fix.ts';
import { jsonText } from '../json-text.ts';
import { proofSentence } from '../proof-sentence.ts';
import { plainSentence, visibleLines } from '../visible.ts';
import type { Colors, Page } from './page.ts';
import { indented, wrap } from './wrap.ts';

const INDENT = '  ';
const BULLET = '• ';

/**
 * A fix under its heading ("Fix 1 of 2"): what it does, its proof, what changes, and the commands, unwrapped and unindented so that they can be
 * copied.
 */
export function fixLines(fix: Fix, heading: string, page: Page): readonly string[] {
  const { bold, green, dim } = page.colors;
  const proof =
    fix.proof === null ? [] : wrap(plainSentence(proofSentence(fix.proof)), page.width - INDENT.length);
  return [
    `${bold(heading)}  ${plainSentence(fix.title)}`,
    ...fix.notes.flatMap((note) => bullet(note, page)),
    ...indented(proof.map(green), INDENT),
    ...(fix.diff === null ? wholeDocument(fix) : ['', ...diffLines(fix.diff, page.colors)]),
    ...fix.commands.flatMap(({ tool, text }) => ['', dim(`# with ${tool}`), visibleLines(text)]),
  ];
}

function bullet(note: string, page: Page): readonly string[] {
  const [first = '', ...rest] = wrap(plainSentence(note), page.width - INDENT.length - BULLET.length);
  return [INDENT + BULLET + first, ...indented(rest, INDENT + ' '.repeat(BULLET.length))];
}

function wholeDocument({ document }: Fix): readonly string[] {
  return document === null ? [] : ['', jsonText(document)];
}

function diffLines(diff: string, { green, red, cyan, bold }: Colors): readonly string[] {
  return visibleLines(diff)
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (line.startsWith('+++ ') || line.startsWith('--- ')) return bold(line);
      if (line.startsWith('@@')) return cyan(line);
      if (line.startsWith('+')) return green(line);
      return line.startsWith('-') ? red(line) : line;
    });
}
