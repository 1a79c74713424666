import { inTime } from './in-time.ts';
import type { ClusterPorts, OpenedCluster } from './ports.ts';
import type { ReadOptions } from './read-within.ts';

/** Finds the cluster that somebody named, or the default one for null, within the limit. A directory that ignores its signal is abandoned. */
export async function openInTime<Ports extends ClusterPorts>(
  directory: { open(name: string | null, signal: AbortSignal): Promise<OpenedCluster<Ports>> },
  name: string | null,
  { signal, limitMs }: Pick<ReadOptions, 'signal' | 'limitMs'>,
): Promise<OpenedCluster<Ports>> {
  const { promise: abandoned, resolve: abandon } = Promise.withResolvers<OpenedCluster<Ports>>();
  const which = name === null ? 'The cluster' : `Cluster ${name}`;
  const message = `${which} could not be reached in time: check the network between here and its API server, and try again.`;
  const timer = setTimeout(() => abandon({ ok: false, kind: 'environment', message }), limitMs);
  try {
    return await inTime({ signal, limitMs }, (limited) =>
      Promise.race([directory.open(name, limited), abandoned]),
    );
  } finally {
    clearTimeout(timer);
  }
}
