import type { Symptom } from '../checker/vocabulary/symptom.ts';
import type { Target } from '../checker/vocabulary/target.ts';
import { readCheck } from '../intake/command-target.ts';
import { withEncodedMessage } from '../intake/encoded-message.ts';
import { parseSymptom } from '../intake/symptom.ts';
import { diagnoseTarget, type OutputFormat } from './diagnose-target.ts';
import { readInput } from './read-input.ts';
import type { CommandResult, Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export interface CheckOptions {
  readonly cluster?: string;
  readonly pod?: string;
  readonly errorFile?: string;
  readonly prove?: boolean;
  readonly cloudtrail?: boolean;
  readonly decode?: boolean;
  readonly output: OutputFormat;
}

/** `check namespace/serviceaccount [cluster]`: one diagnosis. @throws UsageError when words, file or settings are wrong */
export async function checkCommand(
  words: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): CommandResult {
  const target = targetOf(words, options);
  const decode = options.decode === true;
  if (decode && options.errorFile === undefined)
    terminal.say('--decode has nothing to decode: name the file that holds the error with --error-file.');
  const symptom =
    options.errorFile === undefined ? null : await symptomOf(options.errorFile, decode, terminal);
  return diagnoseTarget(target, symptom, options.output, terminal, {
    prove: options.prove === true,
    cloudtrail: options.cloudtrail === true,
    decode,
  });
}

async function symptomOf(path: string, decode: boolean, terminal: Terminal): Promise<Symptom | null> {
  const text = await readInput(path, terminal);
  const symptom = parseSymptom(text);
  if (symptom.kind !== 'not-relevant') return decode ? withEncodedMessage(symptom, text) : symptom;
  terminal.say(
    `${path === '-' ? 'Standard input' : path} holds no AWS error that I know; the check goes on without it.`,
  );
  return null;
}

/** The same grammar as in Slack, so that the same mistakes get the same sentences; but a shell has split the words already. */
function targetOf(words: readonly string[], { cluster, pod }: CheckOptions): Target {
  const command = readCheck([
    ...words,
    ...(cluster === undefined ? [] : ['--cluster', cluster]),
    ...(pod === undefined ? [] : ['--pod', pod]),
  ]);
  if (command.kind === 'check') return command.target;
  throw new UsageError(
    command.kind === 'invalid' ? command.message : 'Write check namespace/serviceaccount.',
  );
}
