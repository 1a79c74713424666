import { type AuditOutcome, audit } from './checker/audit/audit.ts';
import { type Clue, type Found, findCandidates } from './checker/candidates.ts';
import { type CheckOutcome, check } from './checker/check.ts';
import type { AuditProgress, AuditRequest } from './checker/vocabulary/audit.ts';
import type { Symptom } from './checker/vocabulary/symptom.ts';
import type { Target } from './checker/vocabulary/target.ts';
import type { Config } from './config.ts';
import { createClusterDirectory, type SourceDirectory } from './sources/cluster-directory.ts';

/** Limit of one read of evidence, in milliseconds. */
const READ_LIMIT_MS = 8_000;
/** Limit of one whole list of an audit, all its pages together, in milliseconds. */
const LIST_LIMIT_MS = 50_000;

/** The shared checker over real clusters and accounts. */
export interface Checker {
  check(target: Target, symptom: Symptom | null, signal: AbortSignal): Promise<CheckOutcome>;
  audit(
    request: AuditRequest,
    onProgress: (progress: AuditProgress) => void,
    signal: AbortSignal,
  ): Promise<AuditOutcome>;
  close(): Promise<void>;
}

/** What goes beyond reading how things are set up, each off unless somebody wants it. */
export interface OptIns {
  /** Have AWS itself try each role that is asked about. */
  readonly prove?: boolean;
  /** Ask CloudTrail what STS has seen. */
  readonly cloudtrail?: boolean;
  /** Have STS decode the message that a pasted error holds. */
  readonly decode?: boolean;
  /** Have an audit read the roles of Pod Identity associations, by a call for each. */
  readonly associations?: boolean;
}

/** The checker over clusters and accounts that somebody else closes. */
export function checkerOver(
  directory: SourceDirectory,
  { prove = false, cloudtrail = false, decode = false }: OptIns = {},
): Checker['check'] {
  return (target, symptom, signal) =>
    check(directory, target, {
      symptom,
      prove,
      cloudtrail,
      decode,
      signal,
      limitMs: READ_LIMIT_MS,
      now: () => performance.now(),
      epochMs: Date.now(),
    });
}

/** The audit over the same. */
export function auditorOver(
  directory: SourceDirectory,
  { associations = false }: Pick<OptIns, 'associations'> = {},
): Checker['audit'] {
  return (request, onProgress, signal) =>
    audit(directory, request, {
      associations,
      signal,
      onProgress,
      limitMs: LIST_LIMIT_MS,
      now: () => performance.now(),
      epochMs: Date.now(),
    });
}

/** The search for a workload's service account over the same. */
export function finderOver(directory: SourceDirectory): (clue: Clue, signal: AbortSignal) => Promise<Found> {
  return (clue, signal) =>
    findCandidates(directory, clue, { signal, limitMs: READ_LIMIT_MS, now: () => performance.now() });
}

export function composeChecker(config: Config, optIns: OptIns = {}): Checker {
  const directory = createClusterDirectory(config.sources);
  return {
    check: checkerOver(directory, optIns),
    audit: auditorOver(directory, optIns),
    close: () => directory.close(),
  };
}
