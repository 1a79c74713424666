import type { KnownBlock } from '@slack/types';
import type { NumberedFix } from '../fixes-in-order.ts';
import { proofSentence } from '../proof-sentence.ts';
import { section } from './blocks.ts';
import { showFixButton } from './buttons.ts';
import { prose } from './escape.ts';
import { fitted, fittedLines } from './limits.ts';

const TITLE = 300;
const NOTE = 300;
const PROOF = 500;
const WHOLE = 1_500;
/** Beyond these the answer would be about its fixes: the dialog of each has all of it. */
const NOTES_SHOWN = 4;
const OTHERS_SHOWN = 3;

/** The leading fix with what it changes and its proof. Its button stands with the others below. */
export function leadingFixBlock({ fix }: NumberedFix): KnownBlock {
  const lines = [
    `*Fix:* ${fitted(fix.title, TITLE, prose)}`,
    ...fix.notes.slice(0, NOTES_SHOWN).map((note) => `• ${fitted(note, NOTE, prose)}`),
    ...(fix.proof === null ? [] : [`✓ ${fitted(proofSentence(fix.proof), PROOF, prose)}`]),
  ];
  return section(fittedLines(lines, WHOLE));
}

/** Every further fix in a line with its own button: two buttons of one action may not stand in one block. */
export function otherFixBlocks(fixes: readonly NumberedFix[], job: string): readonly KnownBlock[] {
  return fixes.slice(0, OTHERS_SHOWN).map(({ fix, index }) => ({
    ...section(`*Also:* ${fitted(fix.title, TITLE, prose)}`),
    accessory: showFixButton(job, { fix: index, isTrustPolicy: isTrustPolicy(fix.kind), isLeading: false }),
  }));
}

export function isTrustPolicy(kind: NumberedFix['fix']['kind']): boolean {
  return kind === 'trust-policy';
}
