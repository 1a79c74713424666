import { ensureNamespace } from '../../world/add-workload.ts';
import { newServiceAccount } from '../../world/service-account.ts';
import { MAIN_ACCOUNT } from '../base-world.ts';
import { scenario } from '../scenario.ts';

export const ANNOTATED_ELSEWHERE = scenario({
  id: 'annotated-elsewhere',
  title: 'The annotation is on the service account of the same name in another namespace',
  breaks: 'service-account.annotated-elsewhere',
  namespace: 'baskets',
  serviceAccount: 'cart',
  workload: () => ({ roleArn: null }),
  also: (_world, cluster) => {
    ensureNamespace(cluster, 'baskets-old');
    cluster.serviceAccounts.push(
      newServiceAccount({
        namespace: 'baskets-old',
        name: 'cart',
        annotations: { 'eks.amazonaws.com/role-arn': `arn:aws:iam::${MAIN_ACCOUNT}:role/baskets-cart` },
      }),
    );
  },
});
