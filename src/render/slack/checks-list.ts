import type { Finding, FindingStatus } from '../../checker/vocabulary/finding.ts';
import { toldOnce } from '../told-once.ts';
import { LAYER_WORDS, STATUS_WORDS, tally } from '../verdict-words.ts';
import { code, prose } from './escape.ts';
import { fitted, fittedLines } from './limits.ts';

const TITLE = 200;
const VALUE = 200;
const EXPLANATION = 400;
/** Statuses that say nothing new one by one. */
const FOLDABLE: ReadonlySet<FindingStatus> = new Set(['pass', 'skipped']);

/**
 * All checks in causal order as mrkdwn of at most `max` characters, cut after whole lines. What needs nobody's attention is counted per layer: three
 * dozen lines that say "ok" would bury the one that does not. Empty where nothing fits.
 */
export function checksList(all: readonly Finding[], leading: Finding | null, max: number): string {
  const findings = toldOnce(all, [leading?.explanation ?? '']);
  return fittedLines([`*Checks:* ${tally(all)}`, ...runs(findings).map((run) => runLine(run, leading))], max);
}

function line(finding: Finding, leading: Finding | null): string {
  const { status } = finding;
  const { mark, word } = STATUS_WORDS[status];
  const title = fitted(finding.title, TITLE, prose);
  const head = `${mark} ${status === 'fail' || status === 'warn' ? `*${word}*` : word}: ${title}`;
  return `${head}${finding.id === leading?.id ? '' : detail(finding)}`;
}

/** What the leading sections of the answer say of the leading finding, in short, for every other finding that needs somebody's attention. */
function detail({ status, expected, actual, explanation }: Finding): string {
  if (status === 'unknown')
    return explanation === '' ? '' : `\n      ${fitted(explanation, EXPLANATION, prose)}`;
  if (status !== 'fail' && status !== 'warn') return '';
  const parts = [
    ...(expected === null ? [] : [`expected ${fitted(expected, VALUE, code)}`]),
    ...(actual === null ? [] : [`found ${fitted(actual, VALUE, code)}`]),
  ];
  return parts.length === 0 ? '' : `\n      ${parts.join(', ')}`;
}

function runs(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const found: Finding[][] = [];
  for (const finding of findings) {
    const run = found.at(-1);
    const last = run?.at(-1);
    const continues =
      last !== undefined &&
      FOLDABLE.has(finding.status) &&
      last.status === finding.status &&
      last.layer === finding.layer;
    if (run !== undefined && continues) run.push(finding);
    else found.push([finding]);
  }
  return found;
}

function runLine(run: readonly Finding[], leading: Finding | null): string {
  const [first] = run;
  if (first === undefined) return '';
  if (run.length === 1) return line(first, leading);
  const { mark, word } = STATUS_WORDS[first.status];
  return `${mark} ${word}: ${run.length} checks of the ${LAYER_WORDS[first.layer]}`;
}
