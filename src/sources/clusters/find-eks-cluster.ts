import { DescribeClusterCommand, type EKSClient, ListClustersCommand } from '@aws-sdk/client-eks';
import { obstacleOf } from '../aws/ask.ts';
import { failed, type Obstacle } from '../piece.ts';
import type { EksIdentity } from './eks-identity.ts';

export type FoundCluster =
  | { readonly ok: true; readonly cluster: EksIdentity }
  | { readonly ok: false; readonly obstacle: Obstacle };

/** What is known of the cluster that is searched for. */
export interface ClusterMarks {
  /** URL of the API server as the kubeconfig has it. */
  readonly server: string;
  /** From the cluster's own discovery document; null where that cannot be read. */
  readonly issuer: string | null;
}

const MOST_CLUSTERS = 100;
const AT_ONCE = 5;

/**
 * Looks through the clusters of a region for the one with that API server or that issuer. A cluster that may not be described is passed over,
 * and named as the obstacle only where no other is the one. Rejects only when the signal aborts.
 */
export async function findEksCluster(
  client: EKSClient,
  region: string,
  marks: ClusterMarks,
  abortSignal: AbortSignal,
): Promise<FoundCluster> {
  const obstacles: Obstacle[] = [];
  const note = (error: unknown, permission: string): void => {
    abortSignal.throwIfAborted();
    obstacles.push(obstacleOf(error, permission));
  };

  async function describe(name: string): Promise<EksIdentity | null> {
    try {
      const { cluster } = await client.send(new DescribeClusterCommand({ name }), { abortSignal });
      const isServer = sameUrl(cluster?.endpoint, marks.server);
      const isIssuer = sameUrl(cluster?.identity?.oidc?.issuer, marks.issuer);
      return isServer || isIssuer ? { name, region, accountId: cluster?.arn?.split(':')[4] ?? null } : null;
    } catch (error) {
      note(error, `eks:DescribeCluster on cluster ${name}`);
      return null;
    }
  }

  const names = await listNames(client, abortSignal).catch((error: unknown) => {
    note(error, 'eks:ListClusters on *');
    return [];
  });
  for (let start = 0; start < Math.min(names.length, MOST_CLUSTERS); start += AT_ONCE) {
    const some = names.slice(start, Math.min(start + AT_ONCE, MOST_CLUSTERS));
    const cluster = (await Promise.all(some.map(describe))).find((one) => one !== null);
    if (cluster !== undefined) return { ok: true, cluster };
  }
  const [obstacle] = obstacles;
  if (obstacle !== undefined) {
    return {
      ok: false,
      obstacle: { ...obstacle, reason: `the EKS cluster cannot be found: ${obstacle.reason}` },
    };
  }
  const which =
    names.length > MOST_CLUSTERS ? `none of the first ${MOST_CLUSTERS} EKS clusters` : 'no EKS cluster';
  const reason = `${which} in ${region} has this API server: name the cluster, or set its eks name in irsa-doctor.yaml`;
  return { ok: false, obstacle: failed(reason) };
}

async function listNames(client: EKSClient, abortSignal: AbortSignal): Promise<readonly string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(new ListClustersCommand({ nextToken }), { abortSignal });
    names.push(...(page.clusters ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined && names.length <= MOST_CLUSTERS);
  return names;
}

function sameUrl(one: string | undefined, other: string | null): boolean {
  if (one === undefined || other === null || !URL.canParse(one) || !URL.canParse(other)) return false;
  const trimmed = (url: string): string => new URL(url).href.replace(/\/$/, '').toLowerCase();
  return trimmed(one) === trimmed(other);
}
