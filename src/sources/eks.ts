import { DescribeClusterCommand } from '@aws-sdk/client-eks';
import type { EksPort } from '../checker/ports.ts';
import type { Piece } from '../checker/vocabulary/evidence.ts';
import { askAws } from './aws/ask.ts';
import { type EksCluster, toEksCluster } from './aws/eks-cluster.ts';
import type { AwsAccess } from './aws-access.ts';
import type { FoundCluster } from './clusters/find-eks-cluster.ts';
import { clusterArn, type ReachEks } from './eks-ask.ts';
import { associationReads } from './eks-associations.ts';
import { identityProviderReads } from './eks-identity-providers.ts';
import { networkReason } from './network-reason.ts';
import { failed, known, unreadable } from './piece.ts';
import { createSharedReads } from './shared-reads.ts';

export interface EksSource extends EksPort {
  describe(signal: AbortSignal): Promise<Piece<EksCluster>>;
}

/** Which cluster it is: settled, or to be found out first. */
export type IdentifyCluster = (signal: AbortSignal) => Promise<FoundCluster>;

const DESCRIBE = 'eks:DescribeCluster';
const LIMIT_MS = 20_000;
/** An issuer never changes while its cluster lives. */
const KEEP_MS = 5 * 60_000;

/** EKS behind the checker's port, for one cluster. `clusterName` is what people call it, `assumeRole` the role of its settings. */
export function createEksSource(options: {
  readonly clusterName: string;
  readonly identify: IdentifyCluster;
  readonly assumeRole: string | null;
  readonly aws: AwsAccess;
  readonly now?: () => number;
}): EksSource {
  const { clusterName, identify, assumeRole, aws } = options;
  const descriptions = createSharedReads<Piece<EksCluster>>({
    limitMs: LIMIT_MS,
    keepMs: (piece) => (piece.state === 'known' ? KEEP_MS : 0),
    ...(options.now === undefined ? {} : { now: options.now }),
  });

  const reach: ReachEks = async (signal) => {
    const identified = await identify(signal);
    if (!identified.ok) return identified;
    const { cluster } = identified;
    const reached = await aws.eks(cluster, assumeRole, signal);
    return reached.ok
      ? { ok: true, cluster, client: reached.client, region: reached.caller.region }
      : reached;
  };

  async function load(signal: AbortSignal): Promise<Piece<EksCluster>> {
    const from = { source: DESCRIBE, subject: `cluster ${clusterName}` };
    const reached = await reach(signal);
    if (!reached.ok) return unreadable(from, reached.obstacle);
    const { client, cluster, region } = reached;
    const permission = `${DESCRIBE} on ${clusterArn(cluster, region)}`;
    return askAws({ from, permission, absentCodes: ['ResourceNotFound'] }, signal, async () => {
      const answer = await client.send(new DescribeClusterCommand({ name: cluster.name }), {
        abortSignal: signal,
      });
      return toEksCluster(answer.cluster);
    });
  }

  async function describe(signal: AbortSignal): Promise<Piece<EksCluster>> {
    try {
      return await descriptions.read('cluster', signal, load);
    } catch (error) {
      return unreadable(
        { source: DESCRIBE, subject: `cluster ${clusterName}` },
        failed(networkReason(error)),
      );
    }
  }

  return {
    describe,
    async describeCluster(signal) {
      const piece = await describe(signal);
      return piece.state === 'known' ? known(piece, piece.value.cluster) : piece;
    },
    ...associationReads(reach),
    ...identityProviderReads(reach),
  };
}
