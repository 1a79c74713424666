import { PARTNER_ACCOUNT } from '../base-world.ts';
import { scenario } from '../scenario.ts';

export const SIGN_IN_ONLY = scenario({
  id: 'sign-in-only',
  title: 'Somebody gave the cluster an OIDC provider for signing in, and IAM none',
  breaks: 'provider.missing',
  warns: 'provider.sign-in-only',
  namespace: 'commuters',
  serviceAccount: 'planner',
  cluster: 'legacy',
  role: { accountId: PARTNER_ACCOUNT },
  also: (_world, cluster) => {
    cluster.identityProviders.push('company-login');
  },
});
