import { type Dice, dice } from '../../chaos/dice.ts';
import type { Mutator } from './mutators/mutator.ts';

/** A text and what happened to it, step by step; each step with dice of its own, so that it does the same when another is left out. */
export interface Variant {
  readonly original: string;
  readonly steps: readonly { readonly mutator: Mutator; readonly seed: number }[];
}

export function variantOf(original: string, mutators: readonly Mutator[], chance: Dice): Variant {
  const steps = mutators.map((mutator) => ({ mutator, seed: Math.floor(chance.between(0, 2 ** 31)) }));
  return { original, steps };
}

export function textOf({ original, steps }: Variant): string {
  return steps.reduce((text, { mutator, seed }) => mutator.mangle(text, dice(seed)), original);
}

/** The variant without the steps that its problem does not need. */
export function shrink(variant: Variant, problemOf: (variant: Variant) => string | null): Variant {
  for (let index = 0; index < variant.steps.length; index++) {
    const fewer = { ...variant, steps: variant.steps.toSpliced(index, 1) };
    if (problemOf(fewer) !== null) return shrink(fewer, problemOf);
  }
  return variant;
}
