import { it } from 'vitest';
import type { Symptom } from '../../../src/checker/vocabulary/symptom.ts';
import { flattenSlackMessage } from '../../../src/intake/flatten-message.ts';
import { parseSymptom } from '../../../src/intake/symptom.ts';
import { mutatorsInOrder } from './compose-mutators.ts';
import { fuzz } from './fuzz.ts';
import { messageWith } from './message-shapes.ts';
import { oneOf } from './mutators/mutator.ts';
import { typed } from './samples.ts';
import { textOf, variantOf } from './variant.ts';

const MINUTES = 15 * 60_000;
const known = new Map<string, Symptom>(typed.map((text) => [text, parseSymptom(text)]));

it('an error says what it said before, whatever logs, people and Slack do to it', {
  timeout: MINUTES,
}, async () => {
  await fuzz('meaning', {
    share: 0.4,
    variant: (dice) => variantOf(oneOf(dice, typed), mutatorsInOrder(dice), dice),
    problemOf: (variant, dice) => {
      const before = known.get(variant.original);
      const text = textOf(variant);
      const after = parseSymptom(dice.isBelow(0.5) ? text : flattenSlackMessage(messageWith(text, dice)));
      if (before?.kind !== after.kind) return `was ${before?.kind}, is ${after.kind}`;
      if (variant.steps.some(({ mutator }) => mutator.keeps !== 'everything')) return null;
      const lost = Object.entries(before).find(([member, value]) => Reflect.get(after, member) !== value);
      return lost === undefined ? null : `${lost[0]} was ${lost[1]}, is ${Reflect.get(after, lost[0])}`;
    },
  });
});
