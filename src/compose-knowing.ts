import { auditorOver, checkerOver, finderOver } from './compose-checker.ts';
import { composeSharedChecks } from './compose-shared-checks.ts';
import type { Config } from './config.ts';
import type { Metrics } from './operations/metrics.ts';
import type { Tracing } from './operations/tracing.ts';
import type { Access } from './slack/access/access.ts';
import type { RunAudit } from './slack/answer-audit.ts';
import type { Check, Knowing } from './slack/work-out-answer.ts';
import type { SourceDirectory } from './sources/cluster-directory.ts';

/** What answers are worked out with, over real clusters and accounts that somebody else closes; each check and audit a span of its own. */
export function composeKnowing(
  config: Config,
  directory: SourceDirectory,
  access: Access,
  { metrics, tracing }: { readonly metrics: Pick<Metrics, 'shared'>; readonly tracing: Tracing },
): Knowing & { readonly clusterOf: (name: string | null) => Promise<string | null> } {
  const span = { kind: 'internal', attributes: {} } as const;
  const checkUnobserved = checkerOver(directory, config);
  const check: Check = (target, symptom, signal) =>
    tracing.within('check', span, () => checkUnobserved(target, symptom, signal));
  const auditUnobserved = auditorOver(directory, config);
  const audit: RunAudit = (request, onProgress, signal) =>
    tracing.within('audit', span, () => auditUnobserved(request, onProgress, signal));
  const clusterOf = async (name: string | null): Promise<string | null> => {
    // Settled by names alone, without asking anybody.
    const opened = await directory.open(name, neverAborted);
    return opened.ok ? opened.ports.name : null;
  };
  return {
    checks: composeSharedChecks({ check, clusterOf, onShared: () => metrics.shared.inc() }),
    audit,
    find: finderOver(directory),
    access,
    clusterOf,
  };
}

const neverAborted = new AbortController().signal;
