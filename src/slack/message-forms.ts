import type { SlackMessage } from '../render/slack/message.ts';
import type { Forms } from './block-forms.ts';

/** What a call carries of a message. */
export type SentMessage = Pick<SlackMessage, 'text' | 'blocks'>;

/** A message in all its forms. The text, which is always complete, stands alone where Slack takes no blocks at all. */
export function formsOf({ text, blocks, plainBlocks }: SlackMessage): Forms<SentMessage> {
  return {
    newest: plainBlocks === undefined ? null : { text, blocks },
    plain: [
      { text, blocks: plainBlocks ?? blocks },
      { text, blocks: [] },
    ],
  };
}

/** The message without blocks that a workspace may not take. */
export function inPlainForm({ text, blocks, plainBlocks }: SlackMessage): SlackMessage {
  return { text, blocks: plainBlocks ?? blocks };
}
