import type { Finding, FindingStatus } from '../../checker/vocabulary/finding.ts';
import { toldOnce } from '../told-once.ts';
import { LAYER_WORDS, STATUS_WORDS, tally } from '../verdict-words.ts';
import { plainSentence, visibleValue } from '../visible.ts';
import { comparison } from './comparison.ts';
import type { Colors, Page } from './page.ts';
import { indented, wrap } from './wrap.ts';

const WORD_WIDTH = Math.max(...Object.values(STATUS_WORDS).map(({ word }) => word.length));
const DETAIL_INDENT = '      ';

/** All checks in causal order under the layer that they look at. The leading finding is told in full above, so here it is one line. */
export function checks(findings: readonly Finding[], leading: Finding | null, page: Page): readonly string[] {
  const lines = [`${page.colors.bold('Checks')}  ${tally(findings)}`];
  let layer: Finding['layer'] | null = null;
  for (const finding of toldOnce(findings, [leading?.explanation ?? ''])) {
    if (finding.layer !== layer) lines.push(`  ${page.colors.dim(LAYER_WORDS[finding.layer])}`);
    layer = finding.layer;
    lines.push(...check(finding, finding.id === leading?.id, page));
  }
  return lines;
}

function check(finding: Finding, isLeading: boolean, page: Page): readonly string[] {
  const { status, layer, title, id, actual, explanation } = finding;
  const { mark, word } = STATUS_WORDS[status];
  const paint = painter(status, page.colors);
  const head = `  ${paint(`${mark} ${word.padEnd(WORD_WIDTH)}`)}  ${plainSentence(title)}  ${page.colors.dim(visibleValue(id))}`;
  // When it was is what one asks CloudTrail for, whether it went well or not.
  if (status === 'pass' && layer === 'observed' && actual !== null) {
    return [head, ...indented(wrap(plainSentence(actual), page.width - DETAIL_INDENT.length), DETAIL_INDENT)];
  }
  if (isLeading || status === 'pass' || status === 'skipped') return [head];
  const told = status === 'unknown' ? [] : comparison(finding, page);
  const sentences = wrap(plainSentence(explanation), page.width - DETAIL_INDENT.length);
  return [head, ...indented([...told.map((line) => line.slice(2)), ...sentences], DETAIL_INDENT)];
}

function painter(status: FindingStatus, colors: Colors): (text: string) => string {
  const painters: Readonly<Record<FindingStatus, (text: string) => string>> = {
    fail: colors.red,
    warn: colors.yellow,
    unknown: colors.magenta,
    pass: colors.green,
    skipped: colors.dim,
  };
  return painters[status];
}
