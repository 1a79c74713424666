import { scenario } from '../scenario.ts';

export const TOKEN_NOT_A_JWT = scenario({
  id: 'token-not-a-jwt',
  title: 'The process sends something that is no token',
  breaks: 'token.not-a-jwt',
  namespace: 'gateways',
  serviceAccount: 'proxy',
  isTold: true,
  error:
    'namespace=gateways serviceaccount=proxy InvalidIdentityToken: The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
});
