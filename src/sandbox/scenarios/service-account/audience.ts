import { scenario } from '../scenario.ts';

export const AUDIENCE_ANNOTATION = scenario({
  id: 'audience-annotation',
  title: 'The service account asks for tokens of an audience of its own',
  breaks: 'service-account.audience',
  namespace: 'vaulted',
  serviceAccount: 'signer',
  workload: () => ({ annotations: { 'eks.amazonaws.com/audience': 'vault' } }),
  error:
    'namespace=vaulted serviceaccount=signer An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Incorrect token audience',
});
