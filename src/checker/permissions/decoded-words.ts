import { knownOrNull } from '../known.ts';
import type { Situation } from '../situation.ts';

const MOST_SHOWN = 5;
const LONGEST_VALUE = 60;

/** What the refused call came with, where its message was decoded: a statement with conditions has to hold for it. Empty without one. */
export function callContextText(situation: Situation): string {
  const decoded = situation.evidence.decoded;
  const context = (decoded === undefined ? null : knownOrNull(decoded)?.context) ?? [];
  const told = context
    .filter(({ values }) => values.length > 0)
    .slice(0, MOST_SHOWN)
    .map(({ key, values }) => `${key} ${values.join(' or ').slice(0, LONGEST_VALUE)}`);
  return told.length === 0
    ? ''
    : `The call came with ${told.join(', ')}, for which a statement's conditions have to hold.`;
}

/** Sids of the statements that matched, where the message was decoded. */
export function matchedStatements({ evidence }: Situation): readonly string[] {
  return (evidence.decoded === undefined ? null : knownOrNull(evidence.decoded)?.statements) ?? [];
}
