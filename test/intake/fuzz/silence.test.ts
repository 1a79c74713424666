import { it } from 'vitest';
import { parseCommand } from '../../../src/intake/command-grammar.ts';
import { flattenSlackMessage } from '../../../src/intake/flatten-message.ts';
import { parseSymptom } from '../../../src/intake/symptom.ts';
import { mutatorsInOrder } from './compose-mutators.ts';
import { fuzz } from './fuzz.ts';
import { messageWith } from './message-shapes.ts';
import { cuttingMutators, damageMutators, repeating } from './mutators/damage-mutators.ts';
import { type Mutator, oneOf } from './mutators/mutator.ts';
import { foreign, strange } from './samples.ts';
import { textOf, type Variant, variantOf } from './variant.ts';

const MINUTES = 15 * 60_000;

function reactionTo(variant: Variant, message: object, text: string): string | null {
  const kind = parseSymptom(flattenSlackMessage(message)).kind;
  if (kind !== 'not-relevant') return `a message is ${kind}`;
  const direct = parseSymptom(text).kind;
  if (direct !== 'not-relevant') return `is ${direct}`;
  return variant.steps.length < 2 && parseCommand(text).kind === 'explain' && !/^explain/i.test(text)
    ? 'is taken for an error'
    : null;
}

it('of a foreign text nothing comes, whatever happens to it', { timeout: MINUTES }, async () => {
  await fuzz('silence', {
    share: 0.2,
    variant: (dice) => variantOf(oneOf(dice, foreign), mutatorsInOrder(dice), dice),
    problemOf: (variant, dice) => {
      const text = textOf(variant);
      return reactionTo(variant, messageWith(text, dice), text);
    },
  });
});

it('of pieces and mixtures of texts that are not about AWS nothing comes', { timeout: MINUTES }, async () => {
  await fuzz('mixtures', {
    share: 0.15,
    variant: (dice) => {
      const other = oneOf(dice, strange);
      const mixed: Mutator = {
        name: `mixed with ${JSON.stringify(other)}`,
        keeps: 'nothing',
        mangle: (text, own) => (own.isBelow(0.5) ? `${text}\n${other}` : `${other} ${text}`),
      };
      const mutators = [mixed, oneOf(dice, cuttingMutators), oneOf(dice, damageMutators), repeating];
      const chosen = mutators.filter(() => dice.isBelow(0.5));
      return variantOf(oneOf(dice, strange), [...chosen, ...mutatorsInOrder(dice)], dice);
    },
    problemOf: (variant, dice) => {
      const text = textOf(variant);
      return reactionTo(variant, messageWith(text, dice), text);
    },
  });
});
