/** A channel that asks no faster than this, in questions each second, is always in the first round. */
const LEAK_PER_SECOND = 1;
/** Channels that are remembered at most; the quietest is forgotten first. */
const CHANNELS = 10_000;
/** BullMQ takes no greater priority. */
const LAST_ROUND = 2 ** 21 - 1;

/** A question's place in the order among the channels. */
export interface Round {
  /** 0 for the first. Every question of a round comes before all of the next. */
  readonly number: number;
  /** The question was not stored after all, and does not count. */
  giveBack(): void;
}

/** Gives the next question of a channel its round. Milliseconds from any fixed point, never going back. */
export type FairRounds = (channel: string, now: number) => Round;

/**
 * Keeps a flood in one channel from standing before everybody else: its second question within a second stands behind every other channel's
 * first, its third behind their second. How much a channel has asked of late leaks away with time. Each process counts what it takes itself.
 */
export function createFairRounds(): FairRounds {
  const levels = new Map<string, { level: number; at: number }>();
  return (channel, now) => {
    const before = levels.get(channel);
    const leaked = before === undefined ? 0 : ((now - before.at) / 1_000) * LEAK_PER_SECOND;
    const level = Math.max((before?.level ?? 0) - leaked, 0);
    const counted = { level: level + 1, at: now };
    // Set anew, a channel is the last in the map's order, whose first is the quietest.
    levels.delete(channel);
    levels.set(channel, counted);
    const [quietest] = levels.keys();
    if (levels.size > CHANNELS && quietest !== undefined) levels.delete(quietest);
    return {
      number: Math.min(Math.ceil(level), LAST_ROUND),
      giveBack: () => {
        const latest = levels.get(channel);
        if (latest !== undefined) latest.level = Math.max(latest.level - 1, 0);
      },
    };
  };
}
