import { setTimeout as pause } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Place, Question } from '../queue/job.ts';
import { QueueUnavailableError } from '../queue/queue-unavailable-error.ts';
import { TryLater } from '../queue/try-later.ts';
import { renderFailure } from '../render/slack/failure.ts';
import { type Asked, ask, type Outcome } from './ask.ts';
import type { Listening } from './listeners/listening.ts';
import { callSlack } from './outage.ts';
import { privateWordOn } from './private-word.ts';
import { questionId, referenceOf } from './question-id.ts';
import { tellNow } from './tell.ts';
import { understand } from './understand.ts';
import { whisper } from './whisper.ts';

/** Slack delivers an event again up to this many times. */
const LAST_RETRY = 3;
/** Milliseconds before each further try to store a question. */
const DELAYS = [500, 1_000, 2_000, 3_000] as const;

export interface ThreadQuestion extends Pick<Place, 'teamId' | 'enterpriseId' | 'channel' | 'user' | 'via'> {
  /** Where it is not the message's: the message is one question, whatever it arrives as. */
  readonly id?: string;
  /** Where it is understood already. */
  readonly question?: Question;
  readonly text: string;
  readonly ts: string;
  readonly threadTs: string;
  /** Which redelivery this is; 0 for the first delivery. */
  readonly retry: number;
}

/**
 * A question that stands in a message. Where the queue is down, an HTTP delivery is refused, so that Slack delivers it again; when there is
 * no further delivery, or over a socket, the person is told. Where not even that is possible it throws, so that the delivery is not acknowledged.
 */
export async function askInThread(
  listening: Listening,
  client: WebClient,
  asked: ThreadQuestion,
): Promise<void> {
  const { teamId, enterpriseId, channel, threadTs, user, via } = asked;
  const id = asked.id ?? questionId.ofMessage(teamId ?? '', channel, asked.ts);
  const question = {
    id,
    question: asked.question ?? understand(asked.text),
    asked: asked.text,
    place: { teamId, enterpriseId, channel, threadTs, user, via, responseUrl: null },
  };
  try {
    const outcome = await (listening.tellsSlackToRetry
      ? ask(listening, question)
      : askPatiently(listening, question));
    await tellPrivately(listening, client, asked, outcome);
  } catch (error) {
    if (!(error instanceof QueueUnavailableError)) throw error;
    if (listening.tellsSlackToRetry && asked.retry < LAST_RETRY) throw error;
    listening.log.error({ event: 'question-not-stored', reference: referenceOf(id), reason: error.message });
    if (via === 'watch') return;
    const { text, blocks } = renderFailure({ sentence: error.message, reference: referenceOf(id) });
    await tellNow(() =>
      callSlack(() =>
        client.chat.postEphemeral({ channel, user, text, blocks: [...blocks], thread_ts: threadTs }),
      ),
    );
  }
}

/**
 * A refusal that cannot be told now is told when Slack delivers the question again; a question that is stored is not new by then, and while
 * the queue is full nothing is wanted again.
 */
async function tellPrivately(
  { log }: Listening,
  client: WebClient,
  place: ThreadQuestion,
  outcome: Outcome,
): Promise<void> {
  const word = privateWordOn(outcome);
  // Nobody asked, so that nobody is refused.
  if (word === null || (outcome.kind !== 'stored' && place.via === 'watch')) return;
  try {
    await whisper(client, place, word, log);
  } catch (error) {
    if (outcome.kind === 'refused' || !(error instanceof TryLater)) throw error;
    log.warn({ event: 'person-not-told', channel: place.channel, reason: error.message });
  }
}

/** Over a socket nobody waits for an answer within three seconds, so that a queue that is away for a moment costs no question. */
async function askPatiently(listening: Listening, question: Asked): Promise<Outcome> {
  for (const delay of DELAYS) {
    try {
      return await ask(listening, question);
    } catch (error) {
      if (!(error instanceof QueueUnavailableError)) throw error;
      await pause(delay);
    }
  }
  return ask(listening, question);
}
