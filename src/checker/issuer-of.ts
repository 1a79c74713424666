import type { Cluster, Piece } from './vocabulary/evidence.ts';

/**
 * The cluster's issuer: as EKS says it, else as the cluster's own discovery document does. EKS is believed where it says that there is none.
 * Where neither can be read, the piece carries both reasons.
 */
export async function issuerOf(
  cluster: Piece<Cluster>,
  discover: () => Promise<Piece<string>>,
): Promise<Piece<string>> {
  if (cluster.state === 'known') {
    const { source } = cluster;
    const subject = `issuer of cluster ${cluster.value.name}`;
    return cluster.value.issuer === null
      ? { state: 'absent', source, subject }
      : { state: 'known', source, subject, value: cluster.value.issuer };
  }
  const discovered = await discover();
  if (discovered.state !== 'unreadable' || cluster.state !== 'unreadable') return discovered;
  return {
    ...discovered,
    reason: `${cluster.reason} (${cluster.source}), and ${discovered.reason} (${discovered.source})`,
    permission: cluster.permission ?? discovered.permission,
    cause: cluster.cause === 'denied' ? 'denied' : discovered.cause,
  };
}
