import type { PodIdentityAssociationRecord } from '../../world/cluster.ts';
import { stableId } from '../../world/stable-id.ts';
import { MAIN_ACCOUNT, serviceTrust } from '../base-world.ts';
import { type Difference, roleNameOf, type Scenario, scenario } from '../scenario.ts';

/** How a scenario differs from a service account without annotation that an association serves, with a role of its own name. */
export interface AssociatedDifference extends Difference {
  readonly association?: Partial<PodIdentityAssociationRecord>;
}

/** The trust policy that AWS documents for Pod Identity, or one for other actions. */
export function podIdentityTrust(actions: readonly string[] = ['sts:AssumeRole', 'sts:TagSession']): object {
  return serviceTrust('pods.eks.amazonaws.com', actions);
}

export function associated({ association, ...difference }: AssociatedDifference): Scenario {
  const { namespace, serviceAccount } = difference;
  return scenario({
    ...difference,
    trustPolicy: difference.trustPolicy ?? (() => podIdentityTrust()),
    workload: (roleArn) => ({ roleArn: null, ...difference.workload?.(roleArn) }),
    also: (world, cluster) => {
      cluster.associations.push({
        id: `a-${stableId('kubernetes', `association ${namespace}/${serviceAccount}`, 17)}`,
        namespace,
        serviceAccount,
        roleArn: `arn:aws:iam::${difference.role?.accountId ?? MAIN_ACCOUNT}:role/${roleNameOf(difference)}`,
        ...association,
      });
      difference.also?.(world, cluster);
    },
  });
}
