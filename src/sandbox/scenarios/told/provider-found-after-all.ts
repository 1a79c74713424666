import { scenario } from '../scenario.ts';

export const PROVIDER_FOUND_AFTER_ALL = scenario({
  id: 'provider-found-after-all',
  title: 'The error misses a provider that is there',
  breaks: 'provider.found-after-all',
  namespace: 'coupons',
  serviceAccount: 'issuer',
  isTold: true,
  verdict: 'at-risk',
  error:
    'namespace=coupons serviceaccount=issuer InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.eu-west-1.amazonaws.com/id/D753767F7E09C0996D81E7A846DE1902',
});
