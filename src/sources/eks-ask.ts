import type { EKSClient } from '@aws-sdk/client-eks';
import type { Piece, Provenance } from '../checker/vocabulary/evidence.ts';
import { askAws } from './aws/ask.ts';
import { partitionOf } from './aws/partition.ts';
import type { EksIdentity } from './clusters/eks-identity.ts';
import { networkReason } from './network-reason.ts';
import { failed, type Obstacle, unreadable } from './piece.ts';

/** A client for the cluster's EKS, or why there is none. */
export type ReachEks = (
  signal: AbortSignal,
) => Promise<
  | { readonly ok: true; readonly client: EKSClient; readonly cluster: EksIdentity; readonly region: string }
  | { readonly ok: false; readonly obstacle: Obstacle }
>;

export type ReachedEks = Extract<Awaited<ReturnType<ReachEks>>, { readonly ok: true }>;

/** One read of EKS as a piece. `resource` names what the permission would be needed on. Never rejects. */
export async function askEks<T>(
  reach: ReachEks,
  from: Provenance,
  resource: (cluster: EksIdentity, region: string) => string,
  signal: AbortSignal,
  call: (reached: ReachedEks) => Promise<T | null>,
): Promise<Piece<T>> {
  try {
    const reached = await reach(signal);
    if (!reached.ok) return unreadable(from, reached.obstacle);
    const permission = `${from.source} on ${resource(reached.cluster, reached.region)}`;
    return await askAws({ from, permission, absentCodes: ['ResourceNotFound'] }, signal, () => call(reached));
  } catch (error) {
    return unreadable(from, failed(networkReason(error)));
  }
}

/** ARN of the cluster, for permissions that are shown. */
export function clusterArn({ name, accountId }: EksIdentity, region: string): string {
  return `arn:${partitionOf(region)}:eks:${region}:${accountId ?? '*'}:cluster/${name}`;
}
