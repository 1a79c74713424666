import type { App } from '@slack/bolt';
import { redactSecrets } from '../../intake/secrets.ts';
import { cleanSlackText } from '../../intake/slack-text.ts';
import { QueueUnavailableError } from '../../queue/queue-unavailable-error.ts';
import { renderFailure } from '../../render/slack/failure.ts';
import { renderHelp } from '../../render/slack/help.ts';
import type { SlackMessage } from '../../render/slack/message.ts';
import { renderNotice } from '../../render/slack/notice.ts';
import { renderRotate } from '../../render/slack/rotate.ts';
import { ask } from '../ask.ts';
import { privateWordOn } from '../private-word.ts';
import { questionId, referenceOf } from '../question-id.ts';
import { understand } from '../understand.ts';
import type { Listening } from './listening.ts';

/** `/irsa …`, whatever the command is called in this workspace. Help and mistakes are answered to the person alone. */
export function onCommand(app: App, listening: Listening): void {
  app.command(/.*/, async ({ command, ack }) => {
    const question = understand(command.text ?? '');
    if (question.kind === 'help') return ack(ephemeral(renderHelp()));
    if (question.kind === 'invalid') {
      const { found } = redactSecrets(cleanSlackText(command.text ?? ''));
      const notice = renderNotice(question.message);
      return ack(ephemeral(found.length === 0 ? notice : both(notice, renderRotate(found))));
    }

    const id = questionId.ofCommand(command.team_id, command.trigger_id);
    let word: SlackMessage | null;
    try {
      const outcome = await ask(listening, {
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
      word = privateWordOn(outcome);
    } catch (error) {
      if (!(error instanceof QueueUnavailableError)) throw error;
      listening.log.error({
        event: 'question-not-stored',
        reference: referenceOf(id),
        reason: error.message,
      });
      return ack(ephemeral(renderFailure({ sentence: error.message, reference: referenceOf(id) })));
    }
    return word === null ? ack() : ack(ephemeral(word));
  });
}

function both(first: SlackMessage, second: SlackMessage): SlackMessage {
  return { text: `${first.text}\n${second.text}`, blocks: [...first.blocks, ...second.blocks] };
}

function ephemeral(message: SlackMessage) {
  return { response_type: 'ephemeral' as const, text: message.text, blocks: [...message.blocks] };
}
