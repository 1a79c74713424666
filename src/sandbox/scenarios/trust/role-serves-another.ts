import { addWorkload } from '../../world/add-workload.ts';
import { MAIN_ACCOUNT } from '../base-world.ts';
import { scenario } from '../scenario.ts';
import { trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

/** The other service account is alive and has to keep its access. */
export const ROLE_SERVES_ANOTHER = scenario({
  id: 'role-serves-another',
  title: 'The role was made for a neighbour and is shared without telling it',
  breaks: 'trust.subject-mismatch',
  namespace: 'loyalty',
  serviceAccount: 'points',
  trustPolicy: (parties) => trustDocument(webIdentityStatement({ ...parties, serviceAccount: 'rewards' })),
  also: (_world, cluster) =>
    addWorkload(cluster, {
      namespace: 'loyalty',
      serviceAccount: 'rewards',
      roleArn: `arn:aws:iam::${MAIN_ACCOUNT}:role/loyalty-points`,
    }),
});
