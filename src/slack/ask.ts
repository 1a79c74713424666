import type { Logger } from 'pino';
import { redactSecrets, type SecretKind } from '../intake/secrets.ts';
import { cleanSlackText } from '../intake/slack-text.ts';
import type { Again, Place, Question, QuestionJob } from '../queue/job.ts';
import type { QuestionQueue } from '../queue/ports.ts';
import { QueueFullError } from '../queue/queue-full-error.ts';
import { questionWithoutMessage } from '../queue/without-encoded-message.ts';
import { renderFailure } from '../render/slack/failure.ts';
import type { SlackMessage } from '../render/slack/message.ts';
import { type Access, subjectOf } from './access/access.ts';
import { refusalOf } from './access/refusal.ts';
import type { ConversationSettings } from './conversation-settings.ts';
import type { RecentQuestions } from './home/recent-questions.ts';
import { referenceOf } from './question-id.ts';

/** How much of what was typed is repeated in the answer, in characters. */
const ASKED_LENGTH = 150;

export interface Asking {
  readonly queue: QuestionQueue;
  readonly log: Logger;
  readonly now: () => number;
  readonly access: Access;
  readonly settings: ConversationSettings;
  readonly recent: RecentQuestions;
  /** Whether an encoded message may be stored with its question, to be decoded. */
  readonly decode: boolean;
}

export interface Asked {
  readonly id: string;
  readonly question: Question;
  /** What the person typed. */
  readonly asked: string;
  readonly place: Place;
  /** Where an earlier question is asked anew. */
  readonly again?: Again;
  /** The message that an earlier command left in the channel, whose first line is the verdict. */
  readonly parentTs?: string | null;
}

/** What became of a question. */
export type Outcome =
  | {
      readonly kind: 'stored';
      /** False where the question was there already. */
      readonly isNew: boolean;
      /** What was masked in what the person typed. */
      readonly secrets: readonly SecretKind[];
    }
  /** The person may not ask that here; `message` tells them, alone. */
  | { readonly kind: 'refused'; readonly message: SlackMessage }
  /** So many questions wait that nobody may ask just now; `message` tells the person, alone. */
  | { readonly kind: 'full'; readonly message: SlackMessage };

/**
 * Puts a question into the queue under its id, where the person may ask it; a question that is there already is left alone. Either way it
 * is an event in the log that says who asked what and where.
 *
 * @throws QueueUnavailableError when the queue cannot store it in time.
 */
export async function ask(
  { queue, log, now, access, settings, recent, decode }: Asking,
  { id, question: words, asked, place, again, parentTs = null }: Asked,
): Promise<Outcome> {
  const reference = referenceOf(id);
  const question = access.settle(decode ? words : questionWithoutMessage(words), place.channel, asked);
  const subject = subjectOf(question);
  const { kind } = question;
  const { via, user, channel, teamId } = place;
  const record = { reference, kind, via, user, channel, teamId, ...about(question) };

  const permission = await access.judge(place, subject);
  if (!permission.isGranted) {
    log.warn({ event: 'question-refused', ...record, why: permission.why });
    const message = refusalOf(permission.why, subject, settings.contact, reference);
    return { kind: 'refused', message };
  }
  const masked = redactSecrets(cleanSlackText(asked));
  const job: QuestionJob = {
    question,
    place,
    asked: shorten(masked.text),
    askedAt: now(),
    reference,
    posted: { parentTs, answerTs: null },
    ...(again === undefined ? {} : { again }),
  };
  let outcome: 'added' | 'duplicate';
  try {
    outcome = await queue.enqueue(id, job);
  } catch (error) {
    if (!(error instanceof QueueFullError)) throw error;
    log.warn({ event: 'queue-full', ...record, waiting: error.waiting });
    return { kind: 'full', message: renderFailure({ sentence: error.message, reference }) };
  }
  log.info({ event: 'question', ...record, outcome });
  if (outcome === 'added') recent.add(place, { about: nameOf(question), channel, askedAt: now() });
  return { kind: 'stored', isNew: outcome === 'added', secrets: masked.found };
}

/** For the log: what is asked about. What was pasted stays out of it. */
function about(question: Question): object {
  if (question.kind === 'audit') return question.request;
  if (question.kind !== 'check') return {};
  const { cluster, namespace, serviceAccount } = question.target;
  return { cluster, namespace, serviceAccount };
}

function nameOf(question: Question): string {
  switch (question.kind) {
    case 'check':
      return `${question.target.namespace}/${question.target.serviceAccount}`;
    case 'explain':
      return question.symptom.code ?? 'an error';
    default:
      return question.kind;
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= ASKED_LENGTH ? line : `${characters.slice(0, ASKED_LENGTH - 1).join('')}…`;
}
