import { scenario } from '../scenario.ts';

export const TOKEN_EXPIRED = scenario({
  id: 'token-expired',
  title: 'The process read the token once, and it has expired',
  breaks: 'token.expired',
  namespace: 'firehose',
  serviceAccount: 'ingester',
  isTold: true,
  error:
    'namespace=firehose serviceaccount=ingester An error occurred (ExpiredTokenException) when calling the AssumeRoleWithWebIdentity operation: Token expired: current date/time 1772443533 must be before the expiration date/time 1772440000',
});
