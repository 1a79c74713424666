import type { BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Question } from '../queue/job.ts';
import type { QuestionQueue } from '../queue/ports.ts';
import { QueueUnavailableError } from '../queue/queue-unavailable-error.ts';
import { renderFailure } from '../render/slack/failure.ts';
import { renderNotice } from '../render/slack/notice.ts';
import { type Asked, ask } from './ask.ts';
import { parseButtonValue } from './button-value.ts';
import type { Listening } from './listeners/listening.ts';
import { privateWordOn } from './private-word.ts';
import { questionId, referenceOf } from './question-id.ts';
import { tellNow } from './tell.ts';

const OUTDATED =
  'This answer is too old to be checked again from here: write `/irsa check namespace/serviceaccount`.';

type Click = Pick<SlackActionMiddlewareArgs<BlockAction<ButtonAction>>, 'action' | 'body' | 'ack'>;
type Earlier = NonNullable<Awaited<ReturnType<QuestionQueue['find']>>>;
type Value = NonNullable<ReturnType<typeof parseButtonValue>>;

/**
 * A click that asks something: answered by a new message in the thread of the message with the button.
 * @param questionOf what is asked, from the question that the button belongs to; null for a click that no button of ours makes
 * @param questionWithout what is asked where that question is no longer kept; null where the button does not tell
 */
export async function askByClick(
  listening: Listening,
  { action, body, ack }: Click,
  questionOf: (earlier: Earlier, value: Value) => Pick<Asked, 'question' | 'again' | 'parentTs'> | null,
  questionWithout: (value: Value) => Question | null = () => null,
): Promise<void> {
  const channel = body.channel?.id;
  const message = body.message;
  const value = parseButtonValue(action.value);
  if (channel === undefined || message === undefined || value === null) return ack();

  const id = questionId.ofClick(body.team?.id ?? '', channel, message.ts, action.action_ts, action.action_id);
  try {
    const earlier = await listening.queue.find(value.job);
    const kept = earlier === null ? questionWithout(value) : null;
    if (earlier === null && kept === null) {
      await ack();
      return listening.respond(body.response_url, renderNotice(OUTDATED));
    }
    const question = earlier === null ? kept && { question: kept } : questionOf(earlier, value);
    if (question === null) return ack();
    const thread: unknown = message.thread_ts;
    const outcome = await ask(listening, {
      id,
      ...question,
      asked: earlier?.job.asked ?? `check ${value.namespace}/${value.serviceAccount}`,
      place: {
        teamId: earlier?.job.place.teamId ?? body.team?.id ?? null,
        enterpriseId: earlier?.job.place.enterpriseId ?? body.enterprise?.id ?? null,
        channel,
        threadTs: typeof thread === 'string' ? thread : message.ts,
        user: body.user.id,
        via: 'button',
        responseUrl: body.response_url,
      },
    });
    const word = privateWordOn(outcome);
    if (word !== null) await tellNow(() => listening.respond(body.response_url, word));
  } catch (error) {
    if (!(error instanceof QueueUnavailableError)) throw error;
    listening.log.error({ event: 'question-not-stored', reference: referenceOf(id), reason: error.message });
    // Where the person cannot be told here, Slack does it, for nothing is acknowledged.
    const failure = renderFailure({ sentence: error.message, reference: referenceOf(id) });
    await tellNow(() => listening.respond(body.response_url, failure));
  }
  return ack();
}
