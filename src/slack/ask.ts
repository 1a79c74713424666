import type { Logger } from 'pino';
import { redactSecrets } from '../intake/secrets.ts';
import { cleanSlackText } from '../intake/slack-text.ts';
import type { Place, Question } from '../queue/job.ts';
import type { QuestionQueue } from '../queue/ports.ts';
import { referenceOf } from './question-id.ts';

/** How much of what was typed is repeated in the answer, in characters. */
const ASKED_LENGTH = 150;

export interface Asking {
  readonly queue: QuestionQueue;
  readonly log: Logger;
  readonly now: () => number;
}

/**
 * Puts a question into the queue under its id; a question that is there already is left alone.
 * @throws QueueUnavailableError when the queue cannot store it in time.
 */
export async function ask(
  { queue, log, now }: Asking,
  { id, question, asked, place }: { id: string; question: Question; asked: string; place: Place },
): Promise<void> {
  const reference = referenceOf(id);
  const outcome = await queue.enqueue(id, {
    question,
    place,
    asked: shorten(redactSecrets(cleanSlackText(asked)).text),
    askedAt: now(),
    reference,
    posted: { parentTs: null, answerTs: null },
  });
  log.info({ event: 'question', reference, kind: question.kind, via: place.via, outcome, user: place.user });
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= ASKED_LENGTH ? line : `${characters.slice(0, ASKED_LENGTH - 1).join('')}…`;
}
