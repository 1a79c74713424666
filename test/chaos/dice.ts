import { randomInt } from 'node:crypto';

/** Chance that can be repeated: the same seed throws the same numbers. */
export interface Dice {
  readonly seed: number;
  /** A number from `low` up to, but not including, `high`. */
  between(low: number, high: number): number;
  isBelow(probability: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** Dice of its own for each thing that runs by itself, so that what one throws does not depend on when the others do. */
  fork(name: string): Dice;
}

/** Dice with the seed in `CHAOS_SEED`, or a new one. */
export function diceOf(env: { readonly CHAOS_SEED?: string | undefined }): Dice {
  const seed = env.CHAOS_SEED === undefined ? randomInt(1, 1_000_000) : Number(env.CHAOS_SEED);
  if (!Number.isSafeInteger(seed))
    throw new Error('CHAOS_SEED is not a number: write the one that was printed.');
  return dice(seed);
}

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  // Mulberry32: small, and good enough to choose what breaks.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    seed,
    between: (low, high) => low + next() * (high - low),
    isBelow: (probability) => next() < probability,
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
    fork: (name) => dice([...name].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), seed)),
  };
}
