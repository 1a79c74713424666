import type { KnownBlock } from '@slack/types';
import type { Candidate } from '../../checker/candidates.ts';
import type { Symptom } from '../../checker/vocabulary/symptom.ts';
import { symptomFacts } from '../symptom-facts.ts';
import { actions, context, fields, header, section } from './blocks.ts';
import { checkCandidateButton } from './buttons.ts';
import { code, prose } from './escape.ts';
import { fitted, LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';

const SENTENCES = 1_200;
const VALUE = 500;
const VALUE_IN_TEXT = 120;
const REFERENCE = 100;
const CANDIDATES_SHOWN = 10;
const UNREAD_SHOWN = 2;
const TITLE = 'What this error says';

export interface ExplanationContext {
  /** Short id that also stands in the logs. */
  readonly reference: string;
  /** Service accounts that the error may be about, each with a button where the question's id is known. */
  readonly candidates?: readonly Candidate[];
  readonly jobId?: string;
  /** Sentences on what could not be read in the search for the service account. */
  readonly unread?: readonly string[];
}

/** An error that names no service account to check: what it means, what it says, and what to do next. */
export function renderExplanation(
  symptom: Symptom,
  { meaning, next }: { readonly meaning: string; readonly next: string },
  { reference, candidates = [], jobId, unread = [] }: ExplanationContext,
): SlackMessage {
  const facts = symptomFacts(symptom).slice(0, LIMITS.fields);
  const meant = fitted(meaning, SENTENCES, prose);
  const advice = `*Next:* ${fitted(next, SENTENCES, prose)}`;
  const obstacles = unread.length === 0 ? [] : [obstacle(unread, candidates.length > 0)];
  return {
    text: [
      meant,
      ...facts.map(({ label, value }) => `${label}: ${fitted(value, VALUE_IN_TEXT, code)}`),
      advice,
      ...(candidates.length === 0 ? [] : [inWords(candidates)]),
      ...obstacles,
    ].join('\n'),
    blocks: [
      header(TITLE),
      section(meant),
      ...(facts.length === 0
        ? []
        : [fields(facts.map(({ label, value }) => `*${label}*\n${fitted(value, VALUE, code)}`))]),
      section(advice),
      ...choices(candidates, jobId),
      ...obstacles.map((sentence) => section(sentence)),
      context([`Reference ${fitted(reference, REFERENCE, code)}`]),
    ],
  };
}

/** Whoever reads that nothing was found would take it for an answer. */
function obstacle(unread: readonly string[], isFound: boolean): string {
  const shown = unread.slice(0, UNREAD_SHOWN).join(' ');
  const what = isFound
    ? 'There may be more service accounts that are meant'
    : 'I looked for the service account that is meant, and could not look everywhere';
  return fitted(`⚠ ${what}: ${shown}`, SENTENCES, prose);
}

/** For those who see no buttons. */
function inWords(candidates: readonly Candidate[]): string {
  const names = candidates
    .slice(0, CANDIDATES_SHOWN)
    .map(({ namespace, serviceAccount }) => code(`${namespace}/${serviceAccount}`));
  return `Which one is it? ${names.join(', ')}`;
}

/** Nobody knows which one it is: whoever reads it chooses. */
function choices(candidates: readonly Candidate[], jobId: string | undefined): readonly KnownBlock[] {
  if (candidates.length === 0 || jobId === undefined) return [];
  const shown = candidates.slice(0, CANDIDATES_SHOWN);
  const more = candidates.length - shown.length;
  const also = more > 0 ? ` These are ${shown.length} of ${candidates.length}.` : '';
  return [
    section(`*Which one is it?* These service accounts may be meant.${also}`),
    actions(shown.map((candidate, index) => checkCandidateButton(jobId, candidate, index))),
  ];
}
