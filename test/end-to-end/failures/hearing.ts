import type { ChannelMessage } from '../../../src/sandbox/slack/state/messages.ts';
import type { Stage } from '../stage.ts';
import { isPending, type Way } from './ways-to-ask.ts';

/** Events after which nothing more is done for a question. */
const ENDS = new Set(['answered', 'given-up', 'question-not-stored', 'queue-full', 'fix-not-found']);

/** What somebody who asked hears. */
export interface Heard {
  /** Each as a reader sees it; the message that a command opens a thread with is none. */
  readonly tellings: readonly string[];
  /** There is something, and nothing in it that is still to change. */
  readonly isComplete: boolean;
}

/** Listens at the place of a way to ask, from now on. */
export function listenAt(stage: Stage, { place }: Way): () => Heard {
  const { slack } = stage;
  const channel = place === 'avery' ? slack.user().id : place;
  const answersBefore = new Set(answersIn(stage, channel).map(({ ts }) => ts));
  const whispersBefore = new Set(whispersIn(stage, channel).map(({ ts }) => ts));
  return () => {
    const tellings = [
      ...answersIn(stage, channel).filter(({ ts }) => !answersBefore.has(ts)),
      ...whispersIn(stage, channel).filter(({ ts }) => !whispersBefore.has(ts)),
    ].map((one) => slack.renderThread([one]));
    return { tellings, isComplete: tellings.length > 0 && tellings.every((one) => isOver(stage, one)) };
  };
}

/** An answer may stand there while the bot does not know it yet and tries again. */
function isOver({ events }: Stage, telling: string): boolean {
  if (isPending(telling)) return false;
  const reference = referenceIn(telling);
  return reference === null || events.some((one) => one.reference === reference && ENDS.has(one.event));
}

/** The bot's replies in threads. */
function answersIn({ slack }: Stage, channel: string): readonly ChannelMessage[] {
  return slack
    .channelMessages(channel)
    .filter(
      ({ bot_id, thread_ts, ts }) => bot_id !== undefined && thread_ts !== undefined && thread_ts !== ts,
    );
}

function whispersIn({ slack }: Stage, channel: string) {
  const { id } = slack.channel(channel);
  return slack.ephemeralsOf(slack.user().id).filter((one) => one.channel === id);
}

/** The reference in what was told, null where it holds none. */
export function referenceIn(telling: string): string | null {
  return /reference:? `?([0-9A-Za-z-]{4,})/i.exec(telling)?.[1] ?? null;
}
