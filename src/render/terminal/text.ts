import type { Diagnosis, Verdict } from '../../checker/vocabulary/diagnosis.ts';
import type { Finding } from '../../checker/vocabulary/finding.ts';
import { FIND_OUT, findOut } from '../find-out.ts';
import { fixesInOrder } from '../fixes-in-order.ts';
import { leadingFinding } from '../leading-finding.ts';
import { targetName } from '../target-name.ts';
import { isSaidIn } from '../told-once.ts';
import { VERDICT_WORDS } from '../verdict-words.ts';
import { plainSentence, visibleValue } from '../visible.ts';
import { callLines } from './calls.ts';
import { checks } from './checks.ts';
import { comparison } from './comparison.ts';
import { fixLines } from './fix.ts';
import { type Colors, type Page, type PageOptions, page as pageFor } from './page.ts';
import { wrap } from './wrap.ts';

/**
 * A diagnosis as text for a terminal or a log, without a final line break: verdict, cause, expected and found, fixes, how to find out what is
 * open, checks, calls. Nothing from
 * outside can move the cursor or hide: invisible characters are shown as escapes.
 */
export function renderText(diagnosis: Diagnosis, options: PageOptions): string {
  const page = pageFor(options);
  const leading = leadingFinding(diagnosis);
  const parts: readonly (readonly string[])[] = [
    [headline(diagnosis, page)],
    wrap(plainSentence(diagnosis.summary), page.width),
    ...(leading === null
      ? []
      : [comparison(leading, page), explanation(leading, diagnosis.summary, page), readAt(leading, page)]),
    ...fixesInOrder(diagnosis).map(({ fix }, index, { length }) =>
      fixLines(fix, length === 1 ? 'Fix' : `Fix ${index + 1} of ${length}`, page),
    ),
    findOutLines(diagnosis, page),
    checks(diagnosis.findings, leading, page),
    callLines(diagnosis.calls, diagnosis.durationMs, page),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function headline({ verdict, target }: Diagnosis, { colors }: Page): string {
  const { mark, word } = VERDICT_WORDS[verdict];
  return `${colors.bold(painter(verdict, colors)(`${mark} ${word}`))}  ${colors.bold(visibleValue(targetName(target)))}`;
}

function explanation(finding: Finding, summary: string, page: Page): readonly string[] {
  return isSaidIn(summary, finding.explanation) ? [] : wrap(plainSentence(finding.explanation), page.width);
}

function findOutLines(diagnosis: Diagnosis, page: Page): readonly string[] {
  const told = findOut(diagnosis);
  return told === null ? [] : wrap(plainSentence(`${FIND_OUT} ${told}`), page.width);
}

function readAt({ evidence }: Finding, { colors }: Page): readonly string[] {
  if (evidence.length === 0) return [];
  const places = evidence.map(({ source, subject }) => `${visibleValue(source)} (${plainSentence(subject)})`);
  return [colors.dim(`Seen in ${places.join(', ')}`)];
}

function painter(verdict: Verdict, colors: Colors): (text: string) => string {
  const painters: Readonly<Record<Verdict, (text: string) => string>> = {
    healthy: colors.green,
    broken: colors.red,
    'at-risk': colors.yellow,
    unknown: colors.magenta,
  };
  return painters[verdict];
}
