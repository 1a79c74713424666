import type { SlackMessage } from '../render/slack/message.ts';
import { renderRotate } from '../render/slack/rotate.ts';
import type { Outcome } from './ask.ts';

/** What the person alone is to read, besides the answer that all see: that it was not taken, or that secrets were pasted. Null where there is nothing. */
export function privateWordOn(outcome: Outcome): SlackMessage | null {
  if (outcome.kind !== 'stored') return outcome.message;
  return outcome.isNew && outcome.secrets.length > 0 ? renderRotate(outcome.secrets) : null;
}
