import { runSelfCheck } from '../compose-self-check.ts';
import { nameProblem } from '../intake/kubernetes-names.ts';
import { type Condition, isBad } from '../operations/condition.ts';
import { selfCheckText } from '../operations/self-check-text.ts';
import { visibleValue } from '../render/visible.ts';
import type { OutputFormat } from './diagnose-target.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { pageOf } from './page-of.ts';
import { settingsFor } from './settings.ts';
import type { CommandResult, Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The whole command's limit, in milliseconds. */
const LIMIT_MS = 60_000;
/** What answers without anybody else. */
const ON_THIS_MACHINE: readonly string[] = ['embedded queue', 'signing secret'];

export interface SelfCheckOptions {
  readonly cluster?: string;
  readonly namespace: string;
  readonly output: OutputFormat;
}

/** `self-check`: what the bot itself can and cannot reach and read, each refusal with its remedy. */
export async function selfCheckCommand(options: SelfCheckOptions, terminal: Terminal): CommandResult {
  const config = settingsFor('self-check', terminal);
  const { cluster = null, namespace, output } = options;
  const problem = nameProblem('namespace', namespace);
  if (problem !== null) throw new UsageError(`The namespace "${visibleValue(namespace)}" ${problem}.`);
  const conditions = await runSelfCheck(config, { cluster, namespace }, AbortSignal.timeout(LIMIT_MS));
  const status = statusOf(conditions);
  const report = { schema: 'irsa-doctor/self-check/v1', status, checks: conditions };
  await terminal.print(
    output === 'json' ? `${JSON.stringify(report, null, 2)}\n` : selfCheckText(conditions, pageOf(terminal)),
  );
  return STATUS_EXIT[status];
}

type Status = 'ok' | 'incomplete' | 'unreachable';

const STATUS_EXIT: Readonly<Record<Status, ExitStatus>> = {
  ok: EXIT.done,
  incomplete: EXIT.unknown,
  unreachable: EXIT.environment,
};

/** `unreachable` where nothing outside of this machine answers at all. */
function statusOf(conditions: readonly Condition[]): Status {
  if (!conditions.some(isBad)) return 'ok';
  const outside = conditions.filter(
    (one) => one.state !== 'skipped' && !ON_THIS_MACHINE.includes(one.subject),
  );
  return outside.every(({ state }) => state === 'failed') ? 'unreachable' : 'incomplete';
}
