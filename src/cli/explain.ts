import { z } from 'zod';
import { parseSymptom } from '../intake/symptom.ts';
import { describeSymptom } from '../intake/symptom-meaning.ts';
import { renderSymptomText } from '../render/terminal/explanation.ts';
import { diagnoseTarget } from './check.ts';
import { EXIT } from './exit-status.ts';
import { answerJsonLines } from './json-lines.ts';
import { readInput } from './read-input.ts';
import type { CommandResult, Terminal } from './terminal.ts';

export interface ExplainOptions {
  readonly parseOnly: boolean;
  readonly jsonl: boolean;
  readonly cluster?: string;
  readonly output: 'text' | 'json';
}

const lineSchema = z.object({
  id: z.unknown().transform((id): unknown => id ?? null),
  text: z.string('the text is missing'),
});

/** `explain [FILE or -]`: what a pasted error says, and a diagnosis of the service account that it names. */
export async function explainCommand(
  path: string,
  options: ExplainOptions,
  terminal: Terminal,
): CommandResult {
  if (options.jsonl) {
    await answerJsonLines(path, lineSchema, ({ text }) => parseSymptom(text), terminal);
    return EXIT.done;
  }
  const symptom = parseSymptom(await readInput(path));
  const meaning = describeSymptom(symptom);
  const { namespace, serviceAccount } = symptom;
  const isChecked =
    !options.parseOnly && symptom.kind !== 'not-relevant' && namespace !== null && serviceAccount !== null;
  if (isChecked) {
    if (options.output === 'text') terminal.say(meaning.meaning);
    const target = { cluster: options.cluster ?? null, namespace, serviceAccount, pod: null };
    return diagnoseTarget(target, symptom, options.output, terminal);
  }
  await terminal.print(
    options.output === 'json'
      ? `${JSON.stringify(options.parseOnly ? symptom : { ...symptom, ...meaning }, null, 2)}\n`
      : renderSymptomText(symptom, meaning, { color: terminal.hasColor }),
  );
  return EXIT.done;
}
