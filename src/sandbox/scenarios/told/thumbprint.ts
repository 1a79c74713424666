import { scenario } from '../scenario.ts';

export const THUMBPRINT = scenario({
  id: 'thumbprint',
  title: 'The thumbprint of the provider is not the one that STS sees',
  breaks: 'provider.thumbprint',
  namespace: 'box-office',
  serviceAccount: 'seller',
  isTold: true,
  error:
    "namespace=box-office serviceaccount=seller InvalidIdentityToken: OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
});
