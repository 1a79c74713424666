import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackMessage } from '../render/slack/message.ts';
import { createBlockForms } from './block-forms.ts';
import { formsOf } from './message-forms.ts';
import { callSlack } from './outage.ts';

/**
 * Tells one person something that nobody else sees, in a channel or thread.
 * @throws TryLater where Slack is out of reach; where Slack does not want it told there, that is only logged
 */
export async function whisper(
  client: WebClient,
  { channel, user, threadTs }: { channel: string; user: string; threadTs: string },
  message: SlackMessage,
  log: Logger,
): Promise<void> {
  try {
    await createBlockForms(log, Date.now).send(channel, formsOf(message), ({ text, blocks }) =>
      callSlack(() =>
        client.chat.postEphemeral({ channel, user, text, blocks: [...blocks], thread_ts: threadTs }),
      ),
    );
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    log.warn({ event: 'whisper-refused', channel, reason: error.data.error });
  }
}
