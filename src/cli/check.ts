import type { CheckOutcome } from '../checker/check.ts';
import type { Symptom } from '../checker/vocabulary/symptom.ts';
import type { Target } from '../checker/vocabulary/target.ts';
import { composeChecker } from '../compose.ts';
import { parseCommand } from '../intake/command-grammar.ts';
import { parseSymptom } from '../intake/symptom.ts';
import { renderJson } from '../render/json.ts';
import { renderText } from '../render/terminal/text.ts';
import { EXIT, exitStatusOf } from './exit-status.ts';
import { readInput } from './read-input.ts';
import { settingsFor } from './settings.ts';
import type { CommandResult, Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The whole command's limit, in milliseconds. */
const LIMIT_MS = 60_000;

export interface CheckOptions {
  readonly cluster?: string;
  readonly pod?: string;
  readonly errorFile?: string;
  readonly output: 'text' | 'json';
}

/** `check namespace/serviceaccount`: one diagnosis. */
export async function checkCommand(words: string, options: CheckOptions, terminal: Terminal): CommandResult {
  const target = targetOf(words, options);
  const symptom = options.errorFile === undefined ? null : parseSymptom(await readInput(options.errorFile));
  return diagnoseTarget(target, symptom?.kind === 'not-relevant' ? null : symptom, options.output, terminal);
}

/** Diagnoses and prints; the exit status says the verdict. */
export async function diagnoseTarget(
  target: Target,
  symptom: Symptom | null,
  output: 'text' | 'json',
  terminal: Terminal,
): CommandResult {
  const checker = composeChecker(settingsFor('checker', terminal));
  try {
    const outcome = await checker.check(target, symptom, AbortSignal.timeout(LIMIT_MS));
    return await printOutcome(outcome, output, terminal);
  } finally {
    await checker.close();
  }
}

async function printOutcome(
  outcome: CheckOutcome,
  output: 'text' | 'json',
  terminal: Terminal,
): CommandResult {
  if (outcome.kind !== 'diagnosis') {
    terminal.say(outcome.message);
    return outcome.kind === 'environment' ? EXIT.environment : EXIT.usage;
  }
  const { diagnosis } = outcome;
  await terminal.print(
    output === 'json'
      ? renderJson(diagnosis)
      : renderText(diagnosis, {
          color: terminal.hasColor,
          ...(terminal.width === undefined ? {} : { width: terminal.width }),
        }),
  );
  return exitStatusOf(diagnosis.verdict);
}

/** The same grammar as in Slack, so that the same mistakes get the same sentences. */
function targetOf(words: string, { cluster, pod }: CheckOptions): Target {
  const command = parseCommand(
    [
      'check',
      words,
      ...(cluster === undefined ? [] : ['--cluster', cluster]),
      ...(pod === undefined ? [] : ['--pod', pod]),
    ].join(' '),
  );
  if (command.kind === 'check') return command.target;
  throw new UsageError(
    command.kind === 'invalid' ? command.message : 'Write check namespace/serviceaccount.',
  );
}
