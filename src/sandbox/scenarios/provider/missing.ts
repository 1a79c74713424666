import { scenario } from '../scenario.ts';

export const PROVIDER_MISSING = scenario({
  id: 'provider-missing',
  title: 'IAM has no provider for the cluster',
  breaks: 'provider.missing',
  cluster: 'batch',
  namespace: 'jobs',
  serviceAccount: 'runner',
  error:
    'namespace=jobs serviceaccount=runner WebIdentityErr: failed to retrieve credentials caused by: InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.eu-west-1.amazonaws.com/id/BD50B298F9246C1DB5CD75FE72909D92',
});
