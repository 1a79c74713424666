import type { Dice } from '../../../chaos/dice.ts';

/** One thing that happens to a text on its way from a program into Slack. */
export interface Mutator {
  readonly name: string;
  /**
   * What is left of an error's meaning: all that it says, its kind, or nothing that one could rely on. Whatever it is, no error comes into
   * a text that has none.
   */
  readonly keeps: 'everything' | 'kind' | 'nothing';
  /** What comes only once: a text is laid out by an editor or by a terminal. */
  readonly once?: string;
  readonly mangle: (text: string, dice: Dice) => string;
}

/** A whole number from 0 up to, but not including, `end`. */
export const below = (dice: Dice, end: number): number => Math.floor(dice.between(0, end));

export function oneOf<T>(dice: Dice, from: readonly T[]): T {
  const one = from[below(dice, from.length)];
  if (one === undefined) throw new Error('there is nothing to choose from');
  return one;
}

/** Puts `what()` at some places in the text: at most `most`, at least one. */
export function insert(text: string, dice: Dice, most: number, what: () => string): string {
  const places = Array.from({ length: 1 + below(dice, most) }, () => below(dice, text.length + 1));
  const pieces: string[] = [];
  let from = 0;
  for (const place of places.sort((a, b) => a - b)) {
    pieces.push(text.slice(from, place), what());
    from = place;
  }
  return [...pieces, text.slice(from)].join('');
}
