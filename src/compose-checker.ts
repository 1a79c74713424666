import { type AuditOutcome, audit } from './checker/audit/audit.ts';
import { type Candidate, type Clue, findCandidates } from './checker/candidates.ts';
import { type CheckOutcome, check } from './checker/check.ts';
import type { AuditProgress, AuditRequest } from './checker/vocabulary/audit.ts';
import type { Symptom } from './checker/vocabulary/symptom.ts';
import type { Target } from './checker/vocabulary/target.ts';
import type { Config } from './config.ts';
import type { Surroundings } from './operations/look-at-sources.ts';
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

/** `prove`: have AWS itself try each role that is asked about. */
export interface ProofOption {
  readonly prove?: boolean;
}

/** The checker over clusters and accounts that somebody else closes. */
export function checkerOver(
  directory: SourceDirectory,
  { prove = false }: ProofOption = {},
): Checker['check'] {
  return (target, symptom, signal) =>
    check(directory, target, {
      symptom,
      prove,
      signal,
      limitMs: READ_LIMIT_MS,
      now: () => performance.now(),
      epochMs: Date.now(),
    });
}

/** The audit over the same. */
export function auditorOver(directory: SourceDirectory): Checker['audit'] {
  return (request, onProgress, signal) =>
    audit(directory, request, {
      signal,
      onProgress,
      limitMs: LIST_LIMIT_MS,
      now: () => performance.now(),
      epochMs: Date.now(),
    });
}

/** The search for a workload's service account over the same. */
export function finderOver(
  directory: SourceDirectory,
): (clue: Clue, signal: AbortSignal) => Promise<readonly Candidate[]> {
  return (clue, signal) =>
    findCandidates(directory, clue, { signal, limitMs: READ_LIMIT_MS, now: () => performance.now() });
}

export function composeChecker(config: Config, proof: ProofOption = {}): Checker {
  const directory = createClusterDirectory(config.sources);
  return {
    check: checkerOver(directory, proof),
    audit: auditorOver(directory),
    close: () => directory.close(),
  };
}

/** The clusters and accounts that the settings name; the default cluster where they name none. */
export function surroundingsOf({ sources }: Config): Surroundings {
  const names = sources.clusters.map(({ name }) => name);
  return { clusters: names.length > 0 ? names : [null], accounts: Object.keys(sources.accounts) };
}
