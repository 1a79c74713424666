import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { QueueUnavailableError } from '../../queue/queue-unavailable-error.ts';
import { renderFailure } from '../../render/slack/failure.ts';
import { renderNotice } from '../../render/slack/notice.ts';
import { ask } from '../ask.ts';
import { parseButtonValue } from '../button-value.ts';
import { questionId, referenceOf } from '../question-id.ts';
import { respondTo } from '../response-url.ts';
import type { Listening } from './listening.ts';

const OUTDATED =
  'This answer is too old to be checked again from here: write `/irsa check namespace/serviceaccount`.';

/** *Check again*: the same question, answered by a new message in the same thread. */
export function onCheckAgain(app: App, listening: Listening): void {
  app.action<BlockAction<ButtonAction>>('check_again', async ({ action, body, ack }) => {
    const channel = body.channel?.id;
    const message = body.message;
    const value = parseButtonValue(action.value);
    if (channel === undefined || message === undefined || value === null) return ack();

    const id = questionId.ofClick(body.team?.id ?? '', channel, message.ts, action.action_ts);
    try {
      const earlier = await listening.queue.find(value.job);
      if (earlier === null) {
        await ack();
        return respondTo(body.response_url, renderNotice(OUTDATED));
      }
      const { question, asked, place } = earlier.job;
      const thread: unknown = message.thread_ts;
      await ask(listening, {
        id,
        question,
        asked,
        place: {
          ...place,
          channel,
          threadTs: typeof thread === 'string' ? thread : message.ts,
          user: body.user.id,
          via: 'button',
          responseUrl: body.response_url,
        },
      });
    } catch (error) {
      if (!(error instanceof QueueUnavailableError)) throw error;
      listening.log.error({
        event: 'question-not-stored',
        reference: referenceOf(id),
        reason: error.message,
      });
      await ack();
      return respondTo(
        body.response_url,
        renderFailure({ sentence: error.message, reference: referenceOf(id) }),
      );
    }
    return ack();
  });
}
