import { randomInt } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { type Dice, dice } from '../../chaos/dice.ts';
import { shrink, textOf, type Variant } from './variant.ts';

/** What `npm test` affords; `FUZZ_COUNT` says another number. */
const COUNT = 36_000;
const SHOWN = 3_000;

export interface Fuzz {
  /** Which part of all variants this property gets, from 0 to 1. */
  readonly share: number;
  readonly variant: (dice: Dice) => Variant;
  /** What is wrong with it, or null. May throw, which is wrong too. */
  readonly problemOf: (variant: Variant, dice: Dice) => string | null;
}

export const seed = seedOf(process.env.FUZZ_SEED);
export const count = countOf(process.env.FUZZ_COUNT);

/** Tries a property on many variants. Throws at the first that does not hold, told so that it can be repeated. */
export async function fuzz(name: string, { share, variant, problemOf }: Fuzz): Promise<void> {
  const root = dice(seed).fork(name);
  const tries = Math.ceil(count * share);
  for (let index = 0; index < tries; index++) {
    // Now and then the test runner wants to hear from its worker.
    if (index % 500 === 0) await turn();
    const own = root.fork(String(index));
    const made = variant(own);
    const judge = (one: Variant) => problem(one, own.fork('judge'), problemOf);
    const found = judge(made);
    if (found === null) continue;
    const least = shrink(made, judge);
    const steps = least.steps.map(({ mutator }) => mutator.name).join(', then ') || 'nothing at all';
    throw new Error(
      [
        `${judge(least) ?? found} (repeat with FUZZ_SEED=${seed} FUZZ_COUNT=${count}; number ${index})`,
        `after ${steps}`,
        `of ${JSON.stringify(least.original.slice(0, SHOWN))}`,
        `text ${JSON.stringify(textOf(least).slice(0, SHOWN))}`,
      ].join('\n'),
    );
  }
}

function problem(variant: Variant, chance: Dice, problemOf: Fuzz['problemOf']): string | null {
  try {
    return problemOf(variant, chance);
  } catch (error) {
    return `throws ${error instanceof Error ? error.stack : String(error)}`;
  }
}

function seedOf(value: string | undefined): number {
  const number = value === undefined ? randomInt(1, 1_000_000) : Number(value);
  if (!Number.isSafeInteger(number))
    throw new Error('FUZZ_SEED is not a number: write the one that was printed.');
  return number;
}

function countOf(value: string | undefined): number {
  const number = Number(value ?? COUNT);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error('FUZZ_COUNT is not a number of variants.');
  return number;
}
