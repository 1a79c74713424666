import { setTimeout as pause } from 'node:timers/promises';
import type { ChannelMessage } from '../../../src/sandbox/slack/state/messages.ts';
import { openStage, type Stage, type StageOptions } from '../stage.ts';
import { type Heard, listenAt } from './hearing.ts';
import { places, WATCHED, type Way, waysToAsk } from './ways-to-ask.ts';

/** Something that goes wrong, and how it is made good again. */
export interface Trouble {
  readonly name: string;
  readonly fail: (stage: Stage) => Promise<void> | void;
  readonly mend: (stage: Stage) => Promise<void> | void;
  /** Called when everybody has asked, where it is to end before anybody is answered. */
  readonly whenAsked?: (stage: Stage) => Promise<void> | void;
}

/** How long the last answer may take, in milliseconds. */
const ANSWER_MS = 50_000;
/** How long what must not come is waited for, in milliseconds. */
const QUIET_MS = 300;

/** A stage with a place for every way to ask. */
export function openEveryWay(options: StageOptions): Promise<Stage> {
  return openStage({
    ...options,
    slack: {
      channels: places.map((place) => ({ name: place })),
      events: ['app_home_opened', 'app_mention', 'message.im', 'message.channels'],
    },
    settings: (slack) => `slack:\n  channels:\n    ${slack.channel(WATCHED).id}: { watch: true }\n`,
  });
}

/** Asks in every way at once while something is wrong, and returns what is heard of it until nothing is open any more, or a little longer where nothing is to come. */
export async function askInEveryWay(
  stage: Stage,
  { fail, mend, whenAsked }: Trouble,
  ways: readonly Way[] = waysToAsk,
  { isSilent = false }: { readonly isSilent?: boolean } = {},
): Promise<ReadonlyMap<Way, Heard>> {
  const prepared = new Map<Way, ChannelMessage>();
  for (const way of ways) {
    if (way.prepare !== undefined) prepared.set(way, await way.prepare(stage));
  }
  const listening = ways.map((way) => ({ way, listen: listenAt(stage, way) }));
  const hear = () => new Map(listening.map(({ way, listen }) => [way, listen()] as const));
  await fail(stage);
  try {
    await Promise.all(ways.map((way) => way.ask(stage, prepared.get(way) ?? null)));
    await whenAsked?.(stage);
    const isEveryoneTold = () => [...hear().values()].every((one) => one.isComplete);
    // What is missing is for the tests to say.
    if (!isSilent) await stage.slack.waitFor(isEveryoneTold, ANSWER_MS).catch(() => {});
    await stage.slack.settled();
    await pause(QUIET_MS);
    return hear();
  } finally {
    await mend(stage);
  }
}
