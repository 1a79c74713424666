import type { Symptom } from '../../checker/vocabulary/symptom.ts';
import { symptomFacts } from '../symptom-facts.ts';
import { context, fields, header, section } from './blocks.ts';
import { code, prose } from './escape.ts';
import { fitted, LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';

const SENTENCES = 1_200;
const VALUE = 500;
const VALUE_IN_TEXT = 120;
const REFERENCE = 100;
const TITLE = 'What this error says';

/** An error that names no service account to check: what it means, what it says, and what to do next. */
export function renderExplanation(
  symptom: Symptom,
  { meaning, next }: { readonly meaning: string; readonly next: string },
  /** Short id that also stands in the logs. */
  { reference }: { readonly reference: string },
): SlackMessage {
  const facts = symptomFacts(symptom).slice(0, LIMITS.fields);
  const meant = fitted(meaning, SENTENCES, prose);
  const advice = `*Next:* ${fitted(next, SENTENCES, prose)}`;
  return {
    text: [
      meant,
      ...facts.map(({ label, value }) => `${label}: ${fitted(value, VALUE_IN_TEXT, code)}`),
      advice,
    ].join('\n'),
    blocks: [
      header(TITLE),
      section(meant),
      ...(facts.length === 0
        ? []
        : [fields(facts.map(({ label, value }) => `*${label}*\n${fitted(value, VALUE, code)}`))]),
      section(advice),
      context([`Reference ${fitted(reference, REFERENCE, code)}`]),
    ],
  };
}
