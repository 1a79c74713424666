import { section } from './blocks.ts';
import { prose } from './escape.ts';
import { fitted } from './limits.ts';
import type { SlackMessage } from './message.ts';

const SENTENCE = 1_500;

/** One sentence, such as what to write instead. What stands in backticks is shown as code. */
export function renderNotice(sentence: string): SlackMessage {
  const text = fitted(sentence, SENTENCE, prose) || 'There is nothing to say.';
  return { text, blocks: [section(text)] };
}
