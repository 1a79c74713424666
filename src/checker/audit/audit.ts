import { collect } from '../collect.ts';
import { diagnose } from '../diagnose.ts';
import { knownOrNull } from '../known.ts';
import { openInTime } from '../open-in-time.ts';
import type { ClusterPorts, SweepDirectory } from '../ports.ts';
import { situate } from '../situate.ts';
import type { Audit, AuditedServiceAccount, AuditRequest, LeftOut } from '../vocabulary/audit.ts';
import type { Diagnosis } from '../vocabulary/diagnosis.ts';
import { auditedFrom } from './audited.ts';
import { countCauses, countVerdicts, eachOnce, worstFirst, worstVerdict } from './report.ts';
import { createSingleReads } from './single-reads.ts';
import { type Sweep, type SweepOptions, startSweep } from './sweep.ts';
import { sweptPorts } from './swept-ports.ts';
import { type WithIdentity, withIdentity } from './with-identity.ts';

export interface AuditOptions extends SweepOptions {
  /** Milliseconds since the epoch, for date conditions. */
  readonly epochMs: number;
  /** Whether to have EKS tell the roles of associations, by a call for each. False unless given. */
  readonly associations?: boolean;
}

export type AuditOutcome =
  | { readonly kind: 'audit'; readonly audit: Audit }
  /** Nothing could be asked at all, or it was stopped. `message` is one sentence that says what to do. */
  | { readonly kind: 'unknown-cluster' | 'unknown-namespace' | 'environment'; readonly message: string };

/**
 * How many service accounts are looked at together. Once the lists are read nobody waits, and more at a time only take memory; but each
 * association that is described is waited for.
 */
const TOGETHER = 2;
const TOGETHER_WITH_ASSOCIATIONS = 8;
/** Others in this process get their turn at least this often. */
const TURN_MS = 20;

/**
 * Diagnoses every service account with an identity, of a cluster or of a namespace. The number of reads does not depend on how many there are:
 * the roles of Pod Identity associations, which EKS tells one at a time, stay unknown unless `options.associations` asks for them. Never throws
 * for anything that network or permissions can cause.
 */
export async function audit(
  directory: SweepDirectory,
  request: AuditRequest,
  options: AuditOptions,
): Promise<AuditOutcome> {
  const startedAt = options.now();
  const opened = await openInTime(directory, request.cluster, options);
  if (!opened.ok) return { kind: opened.kind, message: opened.message };
  const sweep = await startSweep(opened.ports, request.namespace, options);
  const targets = withIdentity(sweep);
  // Kubernetes gives every namespace a service account `default`: one that has none is not there.
  if (sweep.namespace !== null && knownOrNull(sweep.accounts)?.length === 0 && targets.length === 0) {
    const message = `${opened.ports.name} has no namespace ${sweep.namespace}: look at its name, and at the cluster's.`;
    return { kind: 'unknown-namespace', message };
  }
  const single = createSingleReads({ isToldTo: options.associations === true });
  const swept = sweptPorts(opened.ports, sweep, single);
  const audited = await diagnoseAll(swept, targets, options);
  if (audited === null) {
    const message = `The audit was stopped before it was done with ${targets.length} service accounts: audit one namespace at a time.`;
    return { kind: 'environment', message };
  }
  const cluster = knownOrNull(await swept.eks.describeCluster(options.signal));
  const where = {
    cluster: cluster?.name ?? swept.name,
    region: cluster?.region ?? null,
    accountId: cluster?.accountId ?? null,
  };
  return {
    kind: 'audit',
    audit: { ...where, ...report(sweep, single.leftOut(), audited), durationMs: options.now() - startedAt },
  };
}

/** A service account diagnosed as a check would, on what the sweep has read. */
export async function diagnoseSwept(
  swept: ClusterPorts,
  { namespace, serviceAccount }: Pick<WithIdentity, 'namespace' | 'serviceAccount'>,
  options: Pick<AuditOptions, 'limitMs' | 'now' | 'epochMs'>,
): Promise<Diagnosis> {
  const target = { cluster: null, namespace, serviceAccount, pod: null };
  // A signal of its own: thousands that hang on one and the same would only be let go with it.
  const { signal } = new AbortController();
  const asked = { ...options, symptom: null, signal };
  const { evidence } = await collect(swept, target, asked);
  return diagnose(situate(evidence, target, { ...asked, clusterName: swept.name }), [], 0);
}

/** Null where the signal aborts before the end. */
async function diagnoseAll(
  swept: ClusterPorts,
  targets: readonly WithIdentity[],
  options: AuditOptions,
): Promise<readonly AuditedServiceAccount[] | null> {
  const { signal, now, onProgress } = options;
  const audited: AuditedServiceAccount[] = [];
  const remaining = targets.values();
  let turnBegan = now();

  async function work(): Promise<void> {
    for (const one of remaining) {
      if (signal.aborted) return;
      audited.push(auditedFrom(await diagnoseSwept(swept, one, options), one));
      if (now() - turnBegan < TURN_MS) continue;
      onProgress({ step: 'diagnosed', done: audited.length, total: targets.length });
      await new Promise((resolve) => setImmediate(resolve));
      turnBegan = now();
    }
  }

  const isWaitedFor =
    options.associations === true &&
    targets.some(({ identity }) => identity === 'pod-identity' || identity === 'both');
  const together = isWaitedFor ? TOGETHER_WITH_ASSOCIATIONS : TOGETHER;
  await Promise.all(Array.from({ length: together }, work));
  return signal.aborted ? null : audited;
}

function report(
  sweep: Sweep,
  leftOut: readonly LeftOut[],
  audited: readonly AuditedServiceAccount[],
): Omit<Audit, 'cluster' | 'region' | 'accountId' | 'durationMs'> {
  const counts = countVerdicts(audited);
  const causes = countCauses(audited);
  const isWhole = sweep.accounts.state === 'known' && sweep.associations.state === 'known';
  return {
    schema: 'irsa-doctor/audit/v1',
    verdict: worstVerdict(counts, isWhole),
    namespace: sweep.namespace,
    counts,
    causes,
    serviceAccounts: worstFirst(audited, causes),
    unread: [...eachOnce(sweep.unread), ...leftOut],
    isWhole,
    calls: sweep.calls,
  };
}
