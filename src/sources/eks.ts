import { DescribeClusterCommand, ListPodIdentityAssociationsCommand } from '@aws-sdk/client-eks';
import type { EksPort } from '../checker/ports.ts';
import type { Piece, PodIdentityAssociation } from '../checker/vocabulary/evidence.ts';
import { askAws } from './aws/ask.ts';
import { type EksCluster, toEksCluster } from './aws/eks-cluster.ts';
import { partitionOf } from './aws/partition.ts';
import type { AwsAccess } from './aws-access.ts';
import type { EksIdentity } from './clusters/eks-identity.ts';
import type { FoundCluster } from './clusters/find-eks-cluster.ts';
import { networkReason } from './network-reason.ts';
import { failed, known, unreadable } from './piece.ts';
import { createSharedReads } from './shared-reads.ts';

export interface EksSource extends EksPort {
  describe(signal: AbortSignal): Promise<Piece<EksCluster>>;
}

/** Which cluster it is: settled, or to be found out first. */
export type IdentifyCluster = (signal: AbortSignal) => Promise<FoundCluster>;

const DESCRIBE = 'eks:DescribeCluster';
const LIST = 'eks:ListPodIdentityAssociations';
const LIMIT_MS = 20_000;
/** An issuer never changes while its cluster lives. */
const KEEP_MS = 5 * 60_000;
/** As the EKS API pages; a service account has at most one association today. */
const MOST_PAGES = 10;

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

  async function load(signal: AbortSignal): Promise<Piece<EksCluster>> {
    const from = { source: DESCRIBE, subject: `cluster ${clusterName}` };
    const identified = await identify(signal);
    if (!identified.ok) return unreadable(from, identified.obstacle);
    const { cluster } = identified;
    const reached = await aws.eks(cluster, assumeRole, signal);
    if (!reached.ok) return unreadable(from, reached.obstacle);
    const { client, caller } = reached;
    const permission = `${DESCRIBE} on ${arnOf(cluster, caller.region)}`;
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
    async listPodIdentityAssociations(namespace, serviceAccount, signal) {
      const from = { source: LIST, subject: `Pod Identity associations of ${namespace}/${serviceAccount}` };
      try {
        const identified = await identify(signal);
        if (!identified.ok) return unreadable(from, identified.obstacle);
        const { cluster } = identified;
        const reached = await aws.eks(cluster, assumeRole, signal);
        if (!reached.ok) return unreadable(from, reached.obstacle);
        const { client, caller } = reached;
        const permission = `${LIST} on ${arnOf(cluster, caller.region)}`;
        return await askAws({ from, permission, absentCodes: ['ResourceNotFound'] }, signal, async () => {
          const found: PodIdentityAssociation[] = [];
          let nextToken: string | undefined;
          for (let page = 0; page < MOST_PAGES; page += 1) {
            const answer = await client.send(
              new ListPodIdentityAssociationsCommand({
                clusterName: cluster.name,
                namespace,
                serviceAccount,
                nextToken,
              }),
              { abortSignal: signal },
            );
            if (!Array.isArray(answer.associations)) return null;
            for (const { associationId } of answer.associations) {
              if (associationId !== undefined) found.push({ id: associationId, roleArn: null });
            }
            nextToken = answer.nextToken;
            if (nextToken === undefined) break;
          }
          return found;
        });
      } catch (error) {
        return unreadable(from, failed(networkReason(error)));
      }
    },
  };
}

function arnOf({ name, accountId }: EksIdentity, region: string): string {
  return `arn:${partitionOf(region)}:eks:${region}:${accountId ?? '*'}:cluster/${name}`;
}
