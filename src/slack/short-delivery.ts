import { shortenIdentifiers } from '../render/slack/shorten-identifiers.ts';
import type { ConversationSettings } from './conversation-settings.ts';
import type { Delivery } from './delivery.ts';

/** The delivery, with account ids and ARNs shortened in all messages where the settings say so. Dialogs hold what people copy, in full. */
export function withIdentifiers(
  delivery: Delivery,
  { identifiers }: Pick<ConversationSettings, 'identifiers'>,
): Delivery {
  if (identifiers === 'shown') return delivery;
  const short = shortenIdentifiers;
  return {
    open: (pending, parent) => delivery.open(short(pending), short(parent)),
    hold: (waiting, parent) => delivery.hold(short(waiting), short(parent)),
    progress: (pending) => delivery.progress(short(pending)),
    finish: (answer, parent) => delivery.finish(short(answer), short(parent)),
  };
}
