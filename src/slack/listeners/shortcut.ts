import type { App } from '@slack/bolt';
import { flattenSlackMessage } from '../../intake/flatten-message.ts';
import { QueueUnavailableError } from '../../queue/queue-unavailable-error.ts';
import { renderFailure } from '../../render/slack/failure.ts';
import { renderNotice } from '../../render/slack/notice.ts';
import { ask } from '../ask.ts';
import { privateWordOn } from '../private-word.ts';
import { questionId, referenceOf } from '../question-id.ts';
import { tellNow } from '../tell.ts';
import { understandError } from '../understand.ts';
import type { Listening } from './listening.ts';

/** "Diagnose AWS error" in a message's menu. Also works where the bot is not a member. */
export function onMessageShortcut(app: App, listening: Listening): void {
  app.shortcut(
    { callback_id: 'diagnose_message', type: 'message_action' },
    async ({ shortcut, ack, context }) => {
      const text = flattenSlackMessage(shortcut.message);
      const question = understandError(text);
      if (question.kind === 'invalid') {
        await ack();
        return listening.respond(shortcut.response_url, renderNotice(question.message));
      }
      const teamId = context.teamId ?? null;
      const id = questionId.ofShortcut(teamId ?? '', shortcut.trigger_id);
      const thread: unknown = shortcut.message.thread_ts;
      try {
        const outcome = await ask(listening, {
          id,
          question,
          asked: text,
          place: {
            teamId,
            enterpriseId: context.enterpriseId ?? null,
            channel: shortcut.channel.id,
            threadTs: typeof thread === 'string' ? thread : shortcut.message_ts,
            user: shortcut.user.id,
            via: 'shortcut',
            responseUrl: shortcut.response_url,
          },
        });
        const word = privateWordOn(outcome);
        if (word !== null) await tellNow(() => listening.respond(shortcut.response_url, word));
      } catch (error) {
        if (!(error instanceof QueueUnavailableError)) throw error;
        listening.log.error({
          event: 'question-not-stored',
          reference: referenceOf(id),
          reason: error.message,
        });
        // Where the person cannot be told here, Slack does it, for nothing is acknowledged.
        const failure = renderFailure({ sentence: error.message, reference: referenceOf(id) });
        await tellNow(() => listening.respond(shortcut.response_url, failure));
      }
      return ack();
    },
  );
}
