import { it } from 'vitest';
import { parseCommand } from '../../../src/intake/command-grammar.ts';
import { flattenSlackMessage } from '../../../src/intake/flatten-message.ts';
import { redactSecrets } from '../../../src/intake/secrets.ts';
import { parseSymptom } from '../../../src/intake/symptom.ts';
import { whereabouts } from '../../../src/intake/whereabouts.ts';
import { fuzz } from './fuzz.ts';
import { messageWith } from './message-shapes.ts';
import { cuttingMutators, damageMutators, repeating } from './mutators/damage-mutators.ts';
import { logMutators } from './mutators/log-mutators.ts';
import { below, type Mutator, oneOf } from './mutators/mutator.ts';
import { slackEscape, slackMutators } from './mutators/slack-mutators.ts';
import { typingMutators } from './mutators/typing-mutators.ts';
import { errors, foreign } from './samples.ts';
import { textOf, variantOf } from './variant.ts';
import { symptomSchema } from './well-formed.ts';

const MINUTES = 15 * 60_000;
const MS_PER_KB = 1;
const samples = [...errors, ...foreign];
const mutators: readonly Mutator[] = [
  ...logMutators,
  ...typingMutators,
  ...slackMutators,
  slackEscape,
  ...damageMutators,
  ...cuttingMutators,
  repeating,
  {
    name: 'joined with another text',
    keeps: 'nothing',
    mangle: (text, dice) => text + oneOf(dice, ['', ' ', '\n', '\n---\n']) + oneOf(dice, samples),
  },
];

/** What a text goes through on its way to an answer; each by itself keeps its time. */
const steps: readonly (readonly [string, (text: string, message: object) => unknown])[] = [
  ['parseSymptom', parseSymptom],
  ['flattenSlackMessage', (_, message) => flattenSlackMessage(message)],
  ['parseCommand', parseCommand],
  ['redactSecrets', redactSecrets],
  ['whereabouts', whereabouts],
];

const LOOKS = 5;

/** In milliseconds, where it is more than the limit. What was slow by the clock may have waited for the machine, so that its own time counts. */
function slowness(step: () => unknown, limit: number): number | null {
  const start = performance.now();
  step();
  if (performance.now() - start <= limit) return null;
  const least = Math.min(...Array.from({ length: LOOKS }, () => processorMs(step)));
  return least <= limit ? null : least;
}

function processorMs(step: () => unknown): number {
  const before = process.threadCpuUsage();
  step();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

it('nothing makes intake throw, say what is no symptom, or take more than a millisecond for a kilobyte', {
  timeout: MINUTES,
}, async () => {
  await fuzz('robustness', {
    share: 0.25,
    variant: (dice) => {
      const chosen = Array.from({ length: below(dice, 6) }, () => oneOf(dice, mutators));
      return variantOf(oneOf(dice, samples), chosen, dice);
    },
    problemOf: (variant, dice) => {
      const text = textOf(variant);
      const message = messageWith(text, dice);
      const limit = MS_PER_KB * Math.max(1, text.length / 1024);
      for (const [name, step] of steps) {
        const ms = slowness(() => step(text, message), limit);
        if (ms !== null) return `${name} takes ${ms.toFixed(1)} ms for ${text.length} characters`;
      }
      const wrong = symptomSchema.safeParse(parseSymptom(text)).error;
      return wrong === undefined ? null : `is no symptom: ${wrong.message}`;
    },
  });
});
