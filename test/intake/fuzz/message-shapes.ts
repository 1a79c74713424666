import type { Dice } from '../../chaos/dice.ts';
import { below, oneOf } from './mutators/mutator.ts';

type Shape = (text: string, dice: Dice) => object;

/** Where a message may hold the text, `mrkdwn` members as Slack escapes them. */
const SHAPES: readonly Shape[] = [
  (text) => ({ text }),
  (text) => ({ text: '', blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] }),
  (text) => ({ text: 'Alert', blocks: [{ type: 'markdown', text }] }),
  (text) => ({ blocks: [{ type: 'section', fields: [{ type: 'mrkdwn', text }] }] }),
  (text) => ({ blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', text }] }] }),
  (text) => ({
    text,
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }],
    attachments: [{ fallback: text }],
  }),
  (text) => ({ subtype: 'bot_message', attachments: [{ title: 'Firing', text, fallback: text }] }),
  (text) => ({ attachments: [{ pretext: 'Firing', fields: [{ title: 'Details', value: text }] }] }),
  (text) => ({ attachments: [{ blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] }] }),
  (text) => ({ subtype: 'file_share', files: [{ preview: text }] }),
  (text, dice) => ({ blocks: [{ type: 'rich_text', elements: [richText(text, dice)] }] }),
];

/** A message that holds the text somewhere. */
export function messageWith(text: string, dice: Dice): object {
  return oneOf(dice, SHAPES)(text, dice);
}

/** Slack cuts rich text into elements in the middle of words, and takes `:aws:` for an emoji. */
function richText(text: string, dice: Dice): object {
  const place = below(dice, text.length + 1);
  const elements = [text.slice(0, place), text.slice(place)]
    .flatMap((part) => part.split(/(:aws:)/))
    .filter((part) => part !== '')
    .map((part) => (part === ':aws:' ? { type: 'emoji', name: 'aws' } : { type: 'text', text: part }));
  return { type: dice.isBelow(0.5) ? 'rich_text_preformatted' : 'rich_text_section', elements };
}
