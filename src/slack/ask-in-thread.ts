import type { WebClient } from '@slack/web-api';
import type { Place } from '../queue/job.ts';
import { QueueUnavailableError } from '../queue/queue-unavailable-error.ts';
import { renderFailure } from '../render/slack/failure.ts';
import { ask } from './ask.ts';
import type { Listening } from './listeners/listening.ts';
import { questionId, referenceOf } from './question-id.ts';
import { understand } from './understand.ts';

/** Slack delivers an event again up to this many times. */
const LAST_RETRY = 3;

export interface ThreadQuestion extends Pick<Place, 'teamId' | 'enterpriseId' | 'channel' | 'user' | 'via'> {
  readonly text: string;
  readonly ts: string;
  readonly threadTs: string;
  /** Which redelivery this is; 0 for the first delivery. */
  readonly retry: number;
}

/**
 * A question that stands in a message. Where the queue is down, an HTTP delivery is refused, so that Slack delivers it again; when there is
 * no further delivery, the person is told.
 */
export async function askInThread(
  listening: Listening,
  client: WebClient,
  asked: ThreadQuestion,
): Promise<void> {
  const { teamId, enterpriseId, channel, threadTs, user, via } = asked;
  const id = questionId.ofMessage(teamId ?? '', channel, asked.ts);
  try {
    await ask(listening, {
      id,
      question: understand(asked.text),
      asked: asked.text,
      place: { teamId, enterpriseId, channel, threadTs, user, via, responseUrl: null },
    });
  } catch (error) {
    if (!(error instanceof QueueUnavailableError)) throw error;
    if (listening.tellsSlackToRetry && asked.retry < LAST_RETRY) throw error;
    listening.log.error({ event: 'question-not-stored', reference: referenceOf(id), reason: error.message });
    const { text, blocks } = renderFailure({ sentence: error.message, reference: referenceOf(id) });
    await client.chat.postEphemeral({ channel, user, text, blocks: [...blocks], thread_ts: threadTs });
  }
}
