import type { Dice } from '../../chaos/dice.ts';
import { logMutators } from './mutators/log-mutators.ts';
import { below, type Mutator, oneOf } from './mutators/mutator.ts';
import { slackEscape, slackMutators } from './mutators/slack-mutators.ts';
import { typingMutators } from './mutators/typing-mutators.ts';

/** What may happen in order: a program and its log, a person, Slack. Each of the three does at most two things, and Slack escapes first. */
export function mutatorsInOrder(chance: Dice): readonly Mutator[] {
  const slack = some(chance, slackMutators);
  return [
    ...some(chance, logMutators),
    ...some(chance, typingMutators),
    ...(slack.length > 0 || chance.isBelow(0.3) ? [slackEscape, ...slack] : []),
  ];
}

function some(chance: Dice, from: readonly Mutator[]): readonly Mutator[] {
  const many = below(chance, 3);
  const chosen = Array.from({ length: many }, () => oneOf(chance, from));
  return chosen.filter(
    (one, index) => chosen.findIndex(({ name, once }) => (once ?? name) === (one.once ?? one.name)) === index,
  );
}
