import { scenario } from '../scenario.ts';

export const OTHER_ISSUER = scenario({
  id: 'other-issuer',
  title: 'The error was made in another cluster',
  breaks: 'cluster.other-issuer',
  namespace: 'freight',
  serviceAccount: 'labels',
  isTold: true,
  verdict: 'unknown',
  error:
    'namespace=freight serviceaccount=labels InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.us-west-2.amazonaws.com/id/0B1D6F2A7C3E4859A6B0D1E2F3A4B5C6',
});
