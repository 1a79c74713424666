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
  return fittedLines([`*Checks:* ${tally(all)}`, ...countedLines(all, leading)], max);
}

/** The lines of that list. */
export function countedLines(all: readonly Finding[], leading: Finding | null): readonly string[] {
  return runs(untold(all, leading)).map((run) => runLine(run, leading));
}

/** All checks in causal order as lines of mrkdwn, every one by itself, under the names of their layers. */
export function linesByLayer(all: readonly Finding[], leading: Finding | null): readonly string[] {
  const findings = untold(all, leading);
  return findings.flatMap((finding, at) => {
    const isFirst = finding.layer !== findings[at - 1]?.layer;
    const name = LAYER_WORDS[finding.layer];
    const heading = `*${name.charAt(0).toUpperCase()}${name.slice(1)}*`;
    return [...(isFirst && at > 0 ? [''] : []), ...(isFirst ? [heading] : []), line(finding, leading)];
  });
}

function untold(all: readonly Finding[], leading: Finding | null): readonly Finding[] {
  return toldOnce(all, [leading?.explanation ?? '']);
}

function line(finding: Finding, leading: Finding | null): string {
  const { status } = finding;
  const { mark, word } = STATUS_WORDS[status];
  const title = fitted(finding.title, TITLE, prose);
  const head = `${mark} ${status === 'fail' || status === 'warn' ? `*${word}*` : word}: ${title}`;
  return `${head}${finding.id === leading?.id ? '' : detail(finding)}`;
}

/** What the leading sections of the answer say of the leading finding, in short, for every other finding that needs somebody's attention. */
function detail({ status, layer, expected, actual, explanation }: Finding): string {
  // When it was is what one asks CloudTrail for, whether it went well or not.
  if (status === 'pass' && layer === 'observed' && actual !== null)
    return `\n      ${fitted(actual, VALUE, code)}`;
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
