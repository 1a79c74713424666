import type { ChannelMessage } from '../../src/sandbox/slack/state/messages.ts';
import { referenceOf } from '../../src/slack/question-id.ts';
import { type Asked, isAbout } from './asking.ts';
import type { Stage } from './stage.ts';

/** What became of a question. */
export type Fate =
  /** One final answer. */
  | 'answered'
  /** One final answer, after the person had been told that there would be none: storing it had only seemed to fail. */
  | 'answered-though-told'
  /** It could not be stored, and the person knows. */
  | 'told'
  /** Slack could not deliver it, and says so to the person. */
  | 'not-taken'
  /** Slack tried four times, and the service was never there. */
  | 'never-delivered'
  /** One answer, which says that the service tried often and in vain. */
  | 'given-up'
  | 'pending'
  | 'lost'
  | 'answered-twice'
  /** The answer is there, but the message above it does not say so. */
  | 'unfinished-parent';

const FINE: ReadonlySet<Fate> = new Set([
  'answered',
  'answered-though-told',
  'told',
  'not-taken',
  'never-delivered',
]);

export interface Judgement {
  readonly fates: Readonly<Partial<Record<Fate, number>>>;
  /** Those that must not be, for a person to look at. */
  readonly faults: readonly { readonly fate: Fate; readonly asked: Asked; readonly reference: string }[];
}

/** Looks at what stands in Slack, and at nothing else. */
export function judge(stage: Stage, questions: readonly Asked[]): Judgement {
  const byMarker = markedMessages(stage);
  const fates: Partial<Record<Fate, number>> = {};
  const faults: { fate: Fate; asked: Asked; reference: string }[] = [];
  for (const asked of questions) {
    const fate = fateOf(asked, stage, byMarker);
    fates[fate] = (fates[fate] ?? 0) + 1;
    if (!FINE.has(fate)) faults.push({ fate, asked, reference: referenceOf(asked.id) });
  }
  return { fates, faults };
}

function fateOf(
  asked: Asked,
  { slack }: Stage,
  byMarker: ReadonlyMap<string, readonly ChannelMessage[]>,
): Fate {
  const answers = byMarker.get(`${asked.id}#answer`) ?? [];
  const parents = byMarker.get(`${asked.id}#parent`) ?? [];
  const whispers = slack
    .ephemeralsOf(asked.user)
    .filter((one) => JSON.stringify(one).includes(referenceOf(asked.id)));
  const tellings = whispers.filter(({ text }) => text.includes('cannot take questions'));
  const texts = [...answers, ...whispers.filter((one) => !tellings.includes(one))].map(({ text }) => text);
  const [text] = texts;
  if (texts.length > 1 || parents.length > 1) return 'answered-twice';
  if (text === undefined) {
    if (parents.length > 0) return 'pending';
    if (tellings.length > 0) return 'told';
    if (asked.gesture !== null) return asked.gesture === 'failed' ? 'not-taken' : 'lost';
    return isDelivered(asked, slack.deliveries) ? 'lost' : 'never-delivered';
  }
  if (text.startsWith('⏳')) return 'pending';
  if (text.includes('I tried several times')) return 'given-up';
  if (parents.some((parent) => parent.text.startsWith('⏳'))) return 'unfinished-parent';
  return tellings.length > 0 ? 'answered-though-told' : 'answered';
}

function isDelivered(asked: Asked, deliveries: Stage['slack']['deliveries']): boolean {
  const said = { channel: asked.channel, ts: asked.id.split('/').at(-1) ?? '' };
  return deliveries.some(
    ({ payload, receipt }) => receipt.outcome === 'acknowledged' && isAbout(payload, said),
  );
}

/** The bot's messages by the question that their metadata names. */
function markedMessages({ slack }: Stage): ReadonlyMap<string, readonly ChannelMessage[]> {
  const found = new Map<string, ChannelMessage[]>();
  for (const channel of slack.workspace.directory.channels()) {
    for (const message of slack.workspace.messages.inChannel(channel.id)) {
      const marker: unknown = Reflect.get(
        Object(Reflect.get(Object(message.metadata), 'event_payload')),
        'question',
      );
      if (typeof marker === 'string') found.set(marker, [...(found.get(marker) ?? []), message]);
    }
  }
  return found;
}
