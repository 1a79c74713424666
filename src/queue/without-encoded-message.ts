import { withoutEncodedMessage } from '../intake/encoded-message.ts';
import type { Question } from './job.ts';

/** The question without the encoded message of its error; the same one where there is none. */
export function questionWithoutMessage(question: Question): Question {
  if (question.kind !== 'check' && question.kind !== 'explain') return question;
  const { symptom } = question;
  if (symptom?.encodedMessage === undefined) return question;
  return { ...question, symptom: withoutEncodedMessage(symptom) };
}
