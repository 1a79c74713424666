import type { Symptom } from '../checker/vocabulary/symptom.ts';
import type { Target } from '../checker/vocabulary/target.ts';
import { readCheck } from '../intake/command-target.ts';
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
  readonly output: OutputFormat;
}

/** `check namespace/serviceaccount [cluster]`: one diagnosis. @throws UsageError when words, file or settings are wrong */
export async function checkCommand(
  words: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): CommandResult {
  const target = targetOf(words, options);
  const symptom = options.errorFile === undefined ? null : await symptomOf(options.errorFile, terminal);
  return diagnoseTarget(target, symptom, options.output, terminal, { prove: options.prove === true });
}

async function symptomOf(path: string, terminal: Terminal): Promise<Symptom | null> {
  const symptom = parseSymptom(await readInput(path, terminal));
  if (symptom.kind !== 'not-relevant') return symptom;
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
