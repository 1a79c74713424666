import { scenario } from '../scenario.ts';

export const TOKEN_AUDIENCE_MISSING = scenario({
  id: 'token-audience-missing',
  title: 'The process sends an old token without an audience',
  breaks: 'token.audience-missing',
  namespace: 'archives',
  serviceAccount: 'keeper',
  isTold: true,
  error:
    'namespace=archives serviceaccount=keeper Aws::STS::Errors::InvalidIdentityToken "Missing a required claim: aud"',
});
