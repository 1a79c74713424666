import { PARTNER_ACCOUNT } from '../base-world.ts';
import { scenario } from '../scenario.ts';

export const ROLE_IN_OTHER_ACCOUNT = scenario({
  id: 'role-in-other-account',
  title: 'The role is in another account, which has its own provider for the cluster',
  breaks: null,
  namespace: 'treasury',
  serviceAccount: 'payout',
  role: { accountId: PARTNER_ACCOUNT, path: '/finance/' },
});
