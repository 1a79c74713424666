import { scenario } from '../scenario.ts';

export const STS_KEYS_UNREACHABLE = scenario({
  id: 'sts-keys-unreachable',
  title: 'STS could not fetch the keys of the issuer',
  breaks: 'sts.keys-unreachable',
  namespace: 'hotels',
  serviceAccount: 'booker',
  isTold: true,
  error:
    "namespace=hotels serviceaccount=booker InvalidIdentityToken: Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements",
});
