import { type CollectOptions, collect } from './collect.ts';
import { diagnose } from './diagnose.ts';
import type { ClusterDirectory, OpenedCluster } from './ports.ts';
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
  const opened = await open(directory, target.cluster, options);
  if (!opened.ok) return { kind: opened.kind, message: opened.message };
  const { evidence, calls } = await collect(opened.ports, target, options);
  const situation = situate(evidence, target, { ...options, clusterName: opened.ports.name });
  return { kind: 'diagnosis', diagnosis: diagnose(situation, calls, options.now() - startedAt) };
}

async function open(
  directory: ClusterDirectory,
  name: string | null,
  { signal, limitMs }: CollectOptions,
): Promise<OpenedCluster> {
  const limit = new AbortController();
  const { promise: abandoned, resolve: abandon } = Promise.withResolvers<OpenedCluster>();
  const which = name === null ? 'The cluster' : `Cluster ${name}`;
  const message = `${which} could not be reached in time: check the network between here and its API server, and try again.`;
  const timer = setTimeout(() => {
    abandon({ ok: false, kind: 'environment', message });
    limit.abort();
  }, limitMs);
  try {
    return await Promise.race([directory.open(name, AbortSignal.any([signal, limit.signal])), abandoned]);
  } finally {
    clearTimeout(timer);
  }
}
