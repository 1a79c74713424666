import {
  type PodIdentityAssociation as AnsweredAssociation,
  DescribePodIdentityAssociationCommand,
  ListPodIdentityAssociationsCommand,
} from '@aws-sdk/client-eks';
import type { EksPort } from '../checker/ports.ts';
import type { DescribedAssociation, PodIdentityAssociation } from '../checker/vocabulary/evidence.ts';
import type { EksIdentity } from './clusters/eks-identity.ts';
import { askEks, clusterArn, type ReachEks, type ReachedEks } from './eks-ask.ts';

const LIST = 'eks:ListPodIdentityAssociations';
const DESCRIBE = 'eks:DescribePodIdentityAssociation';
/** As the EKS API pages, a hundred to a page; a service account has at most one association, a cluster 5,000 by its quota. */
const MOST_PAGES = 100;

/** What the checker's port says of Pod Identity associations. */
export function associationReads(
  reach: ReachEks,
): Pick<
  EksPort,
  'listPodIdentityAssociations' | 'listAllPodIdentityAssociations' | 'describePodIdentityAssociation'
> {
  return {
    listPodIdentityAssociations(namespace, serviceAccount, signal) {
      const from = { source: LIST, subject: `Pod Identity associations of ${namespace}/${serviceAccount}` };
      return askEks(reach, from, clusterArn, signal, (reached) =>
        list(reached, { namespace, serviceAccount }, signal),
      );
    },
    listAllPodIdentityAssociations(signal) {
      const from = { source: LIST, subject: 'all Pod Identity associations of the cluster' };
      return askEks(reach, from, clusterArn, signal, (reached) => list(reached, {}, signal));
    },
    describePodIdentityAssociation(id, signal) {
      const from = { source: DESCRIBE, subject: `Pod Identity association ${id}` };
      const resource = (cluster: EksIdentity, region: string) =>
        `${clusterArn(cluster, region).replace(':cluster/', ':podidentityassociation/')}/${id}`;
      return askEks(reach, from, resource, signal, async ({ client, cluster }) => {
        const command = new DescribePodIdentityAssociationCommand({
          clusterName: cluster.name,
          associationId: id,
        });
        return toAssociation((await client.send(command, { abortSignal: signal })).association);
      });
    },
  };
}

async function list(
  { client, cluster }: ReachedEks,
  filter: { readonly namespace?: string; readonly serviceAccount?: string },
  signal: AbortSignal,
): Promise<readonly PodIdentityAssociation[] | null> {
  const found: PodIdentityAssociation[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const command = new ListPodIdentityAssociationsCommand({
      clusterName: cluster.name,
      ...filter,
      nextToken,
    });
    const answer = await client.send(command, { abortSignal: signal });
    if (!Array.isArray(answer.associations)) return null;
    for (const one of answer.associations) {
      const { associationId: id, namespace, serviceAccount } = { ...filter, ...one };
      if (id !== undefined && namespace !== undefined && serviceAccount !== undefined) {
        found.push({ id, namespace, serviceAccount });
      }
    }
    nextToken = answer.nextToken;
    if (nextToken === undefined) break;
  }
  return found;
}

function toAssociation(answered: AnsweredAssociation | undefined): DescribedAssociation | null {
  const { associationId: id, namespace, serviceAccount, roleArn } = answered ?? {};
  if (id === undefined || namespace === undefined || serviceAccount === undefined || roleArn === undefined) {
    return null;
  }
  return {
    id,
    namespace,
    serviceAccount,
    roleArn,
    targetRoleArn: answered?.targetRoleArn || null,
    externalId: answered?.externalId || null,
    hasSessionTags: answered?.disableSessionTags !== true,
    sessionPolicy: answered?.policy || null,
    createdAt: answered?.createdAt?.toISOString() ?? null,
  };
}
