import { PARTNER_ACCOUNT } from '../base-world.ts';
import { scenario } from '../scenario.ts';

export const PROVIDER_MISSING_IN_ROLE_ACCOUNT = scenario({
  id: 'provider-missing-in-role-account',
  title: 'The provider is in the account of the cluster, but not in that of the role',
  breaks: 'provider.missing',
  cluster: 'staging',
  namespace: 'partners',
  serviceAccount: 'exchange',
  role: { accountId: PARTNER_ACCOUNT },
});
