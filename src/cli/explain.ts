import { z } from 'zod';
import type { Symptom } from '../checker/vocabulary/symptom.ts';
import type { Target } from '../checker/vocabulary/target.ts';
import { withEncodedMessage } from '../intake/encoded-message.ts';
import { parseSymptom } from '../intake/symptom.ts';
import { describeSymptom } from '../intake/symptom-meaning.ts';
import { jsonText } from '../render/json-text.ts';
import { renderSymptomText } from '../render/terminal/explanation.ts';
import { diagnoseTarget, type OutputFormat } from './diagnose-target.ts';
import { EXIT } from './exit-status.ts';
import { answerJsonLines } from './json-lines.ts';
import { pageOf } from './page-of.ts';
import { programName } from './program-name.ts';
import { readInput } from './read-input.ts';
import type { CommandResult, Terminal } from './terminal.ts';

export interface ExplainOptions {
  readonly parseOnly?: boolean;
  readonly jsonl?: boolean;
  readonly decode?: boolean;
  readonly cluster?: string;
  readonly output: OutputFormat;
}

const lineSchema = z.object({ text: z.string('write the text of the error') }, 'write a JSON object');

/**
 * `explain [FILE or -]`: what a pasted error says, and a diagnosis of the service account that it names.
 * @throws UsageError when the input cannot be read or the settings are wrong
 */
export async function explainCommand(
  path: string,
  { parseOnly = false, jsonl = false, decode = false, cluster, output }: ExplainOptions,
  terminal: Terminal,
): CommandResult {
  if (jsonl) {
    await answerJsonLines(path, lineSchema, ({ text }) => parseSymptom(text), terminal);
    return EXIT.done;
  }
  const pasted = await readInput(path, terminal);
  const symptom = parseSymptom(pasted);
  const meaning = describeSymptom(symptom, programName());
  const target = parseOnly ? null : targetOf(symptom, cluster ?? null);
  if (target !== null) {
    if (output === 'text') terminal.say(meaning.meaning);
    const told = decode ? withEncodedMessage(symptom, pasted) : symptom;
    return diagnoseTarget(target, told, output, terminal, { decode });
  }
  const text =
    output === 'json'
      ? jsonText(parseOnly ? symptom : { ...symptom, ...meaning })
      : renderSymptomText(symptom, meaning, pageOf(terminal));
  await terminal.print(`${text}\n`);
  return EXIT.done;
}

/** Null where the text is no error of this kind, or does not say whose it is. */
function targetOf({ kind, namespace, serviceAccount }: Symptom, cluster: string | null): Target | null {
  return kind === 'not-relevant' || namespace === null || serviceAccount === null
    ? null
    : { cluster, namespace, serviceAccount, pod: null };
}
