import { type CollectOptions, collect } from './collect.ts';
import { diagnose } from './diagnose.ts';
import { openInTime } from './open-in-time.ts';
import type { ClusterDirectory } from './ports.ts';
import { situate } from './situate.ts';
import type { Diagnosis } from './vocabulary/diagnosis.ts';
import type { Target } from './vocabulary/target.ts';

export type CheckOutcome =
  | { readonly kind: 'diagnosis'; readonly diagnosis: Diagnosis }
  /** Nothing could be asked at all. `message` is one sentence that says what to do. */
  | { readonly kind: 'unknown-cluster' | 'environment'; readonly message: string };

/**
 * Checks one service account: finds its cluster, reads all there is to read, and diagnoses. `options.limitMs` is the time limit of each read,
 * the finding of the cluster included. Never throws for anything that network or permissions can cause.
 */
export async function check(
  directory: ClusterDirectory,
  target: Target,
  options: CollectOptions,
): Promise<CheckOutcome> {
  const startedAt = options.now();
  const opened = await openInTime(directory, target.cluster, options);
  if (!opened.ok) return { kind: opened.kind, message: opened.message };
  const { evidence, calls } = await collect(opened.ports, target, options);
  const situation = situate(evidence, target, { ...options, clusterName: opened.ports.name });
  return { kind: 'diagnosis', diagnosis: diagnose(situation, calls, options.now() - startedAt) };
}
