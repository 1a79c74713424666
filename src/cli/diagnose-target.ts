import type { Diagnosis } from '../checker/vocabulary/diagnosis.ts';
import type { Symptom } from '../checker/vocabulary/symptom.ts';
import type { Target } from '../checker/vocabulary/target.ts';
import { composeChecker, type OptIns } from '../compose-checker.ts';
import { renderJson } from '../render/json.ts';
import { renderText } from '../render/terminal/text.ts';
import { EXIT, exitStatusOf } from './exit-status.ts';
import { pageOf } from './page-of.ts';
import { settingsFor } from './settings.ts';
import type { CommandResult, Terminal } from './terminal.ts';

export type OutputFormat = 'text' | 'json';

/** The whole command's limit, in milliseconds. */
const LIMIT_MS = 60_000;

/** Diagnoses and prints; the exit status says the verdict. @throws UsageError when the settings are wrong */
export async function diagnoseTarget(
  target: Target,
  symptom: Symptom | null,
  output: OutputFormat,
  terminal: Terminal,
  optIns: OptIns = {},
): CommandResult {
  const checker = composeChecker(settingsFor('checker', terminal), optIns);
  try {
    const outcome = await checker.check(target, symptom, AbortSignal.timeout(LIMIT_MS));
    if (outcome.kind !== 'diagnosis') {
      terminal.say(outcome.message);
      return outcome.kind === 'environment' ? EXIT.environment : EXIT.usage;
    }
    await terminal.print(`${render(outcome.diagnosis, output, terminal)}\n`);
    return exitStatusOf(outcome.diagnosis);
  } finally {
    await checker.close();
  }
}

function render(diagnosis: Diagnosis, output: OutputFormat, terminal: Terminal): string {
  return output === 'json' ? renderJson(diagnosis) : renderText(diagnosis, pageOf(terminal));
}
