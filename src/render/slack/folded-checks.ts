import type { ContainerBlock } from '@slack/types';
import type { Diagnosis } from '../../checker/vocabulary/diagnosis.ts';
import { leadingFinding } from '../leading-finding.ts';
import { placesRead } from '../places-read.ts';
import { tally } from '../verdict-words.ts';
import { folded, section } from './blocks.ts';
import { countedLines, linesByLayer } from './checks-list.ts';
import { code, prose } from './escape.ts';
import { fitted, fittedLines, LIMITS } from './limits.ts';
import { textLength } from './text-length.ts';

const SOURCE = 120;
const SUBJECT = 220;
const PLACES = 1_500;
/** Sections of checks, of 3,000 characters each: with the places there are fewer children than a container takes. */
const SECTIONS = 4;

/**
 * All checks and where everything was read, in a box that opens at a click: of at most `room` characters. Every check stands by itself where
 * that fits, else those that are well are counted. Null where there is nothing to show or no room for it.
 */
export function foldedChecks(diagnosis: Diagnosis, room: number): ContainerBlock | null {
  const { findings } = diagnosis;
  if (findings.length === 0) return null;
  const box = (texts: readonly string[]) =>
    folded(`Checks: ${tally(findings)}`, 'All of them, and where it was read', [
      ...texts.map(section),
      ...places(diagnosis),
    ]);
  const leading = leadingFinding(diagnosis);
  const each = box(packed(linesByLayer(findings, leading)));
  if (each.child_blocks.length <= SECTIONS + 1 && textLength(each) <= room) return each;
  const left = room - textLength(box(['']));
  const counted = fittedLines(countedLines(findings, leading), Math.min(LIMITS.text, left));
  return counted === '' ? null : box([counted]);
}

function places(diagnosis: Diagnosis) {
  const lines = placesRead(diagnosis).map(
    ({ source, subject }) => `${fitted(source, SOURCE, code)} ${fitted(subject, SUBJECT, prose)}`,
  );
  return lines.length === 0 ? [] : [section(fittedLines(['*Where it was read*', ...lines], PLACES))];
}

/** The lines in as few texts as hold them whole. */
function packed(lines: readonly string[]): readonly string[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= LIMITS.text)
      texts[texts.length - 1] = `${last}\n${line}`;
    else if (line !== '') texts.push(line);
  }
  return texts;
}
