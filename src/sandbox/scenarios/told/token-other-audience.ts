import { scenario } from '../scenario.ts';

export const TOKEN_OTHER_AUDIENCE = scenario({
  id: 'token-other-audience',
  title: 'The process sends the token for the Kubernetes API',
  breaks: 'token.other-audience',
  namespace: 'charts',
  serviceAccount: 'drawer',
  isTold: true,
  error:
    'namespace=charts serviceaccount=drawer An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Incorrect token audience',
});
