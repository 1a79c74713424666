import type { Audit, AuditProgress } from '../checker/vocabulary/audit.ts';
import { composeChecker } from '../compose-checker.ts';
import { readAudit } from '../intake/command-audit.ts';
import { renderAuditCsv } from '../render/audit-csv.ts';
import { renderAuditJson } from '../render/audit-json.ts';
import { progressSentence } from '../render/audit-words.ts';
import { renderAuditText } from '../render/terminal/audit.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { pageOf } from './page-of.ts';
import { settingsFor } from './settings.ts';
import type { CommandResult, Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export interface AuditOptions {
  readonly namespace?: string;
  readonly cluster?: string;
  readonly associations?: boolean;
  readonly output: 'table' | 'json' | 'csv';
}

/** The whole command's limit, in milliseconds. */
const LIMIT_MS = 10 * 60_000;
/** Between two lines that say how many service accounts are done, in milliseconds. */
const PROGRESS_MS = 2_000;

/**
 * `audit`: every service account with an identity, the worst first. The exit status says the worst verdict.
 * @throws UsageError when names or settings are wrong
 */
export async function auditCommand(options: AuditOptions, terminal: Terminal): CommandResult {
  const { namespace, cluster, associations = false, output } = options;
  const command = readAudit([
    ...(namespace === undefined ? [] : ['--namespace', namespace]),
    ...(cluster === undefined ? [] : ['--cluster', cluster]),
  ]);
  if (command.kind !== 'audit') {
    throw new UsageError(command.kind === 'invalid' ? command.message : 'Write audit --namespace NAME.');
  }
  const checker = composeChecker(settingsFor('checker', terminal), { associations });
  try {
    const outcome = await checker.audit(command.request, teller(terminal), AbortSignal.timeout(LIMIT_MS));
    if (outcome.kind !== 'audit') {
      terminal.say(outcome.message);
      return outcome.kind === 'environment' ? EXIT.environment : EXIT.usage;
    }
    await terminal.print(`${render(outcome.audit, output, terminal)}\n`);
    return statusOf(outcome.audit);
  } finally {
    await checker.close();
  }
}

function render(audit: Audit, output: AuditOptions['output'], terminal: Terminal): string {
  switch (output) {
    case 'json':
      return renderAuditJson(audit);
    case 'csv':
      return renderAuditCsv(audit);
    case 'table':
      return renderAuditText(audit, pageOf(terminal));
  }
}

/** An audit for which every single read failed tells of the network and not of the service accounts. */
function statusOf({ verdict, calls }: Audit): ExitStatus {
  if (verdict === 'broken') return EXIT.broken;
  if (verdict !== 'unknown') return EXIT.done;
  return calls.every(({ outcome }) => outcome === 'failed') ? EXIT.environment : EXIT.unknown;
}

/** Says every list that was read, and now and then how many service accounts are done. */
function teller(terminal: Terminal): (progress: AuditProgress) => void {
  let last = performance.now();
  return (progress) => {
    const now = performance.now();
    if (progress.step === 'diagnosed') {
      if (now - last < PROGRESS_MS) return;
      last = now;
    }
    terminal.say(`${progressSentence(progress)}.`);
  };
}
