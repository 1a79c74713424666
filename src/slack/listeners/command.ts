import type { App } from '@slack/bolt';
import { QueueUnavailableError } from '../../queue/queue-unavailable-error.ts';
import { renderFailure } from '../../render/slack/failure.ts';
import { renderHelp } from '../../render/slack/help.ts';
import type { SlackMessage } from '../../render/slack/message.ts';
import { renderNotice } from '../../render/slack/notice.ts';
import { ask } from '../ask.ts';
import { questionId, referenceOf } from '../question-id.ts';
import { understand } from '../understand.ts';
import type { Listening } from './listening.ts';

/** `/irsa …`, whatever the command is called in this workspace. Help and mistakes are answered to the person alone. */
export function onCommand(app: App, listening: Listening): void {
  app.command(/.*/, async ({ command, ack }) => {
    const question = understand(command.text ?? '');
    if (question.kind === 'help') return ack(ephemeral(renderHelp()));
    if (question.kind === 'invalid') return ack(ephemeral(renderNotice(question.message)));

    const id = questionId.ofCommand(command.team_id, command.trigger_id);
    try {
      await ask(listening, {
        id,
        question,
        asked: `${command.command} ${command.text}`,
        place: {
          teamId: command.team_id,
          enterpriseId: command.enterprise_id ?? null,
          channel: command.channel_id,
          threadTs: null,
          user: command.user_id,
          via: 'command',
          responseUrl: command.response_url,
        },
      });
    } catch (error) {
      if (!(error instanceof QueueUnavailableError)) throw error;
      listening.log.error({
        event: 'question-not-stored',
        reference: referenceOf(id),
        reason: error.message,
      });
      return ack(ephemeral(renderFailure({ sentence: error.message, reference: referenceOf(id) })));
    }
    return ack();
  });
}

function ephemeral(message: SlackMessage) {
  return { response_type: 'ephemeral' as const, text: message.text, blocks: [...message.blocks] };
}
