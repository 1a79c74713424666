import { scenario } from '../scenario.ts';

export const AUDIENCE_NOT_LISTED = scenario({
  id: 'audience-not-listed',
  title: 'The client ids of the provider hold sts.amazon.com only',
  breaks: 'provider.audience-not-listed',
  cluster: 'analytics',
  namespace: 'etl',
  serviceAccount: 'spark',
  error:
    'namespace=etl serviceaccount=spark An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Incorrect token audience',
});
