import { scenario } from '../scenario.ts';

export const STS_GLOBAL_ENDPOINT = scenario({
  id: 'sts-global-endpoint',
  title: 'The pod asks the global STS from a private subnet',
  breaks: 'sts.global-endpoint',
  namespace: 'meters',
  serviceAccount: 'reader',
  isTold: true,
  error:
    'namespace=meters serviceaccount=reader WebIdentityErr: failed to retrieve credentials caused by: RequestError: send request failed caused by: Post "https://sts.amazonaws.com/": dial tcp 52.94.4.1:443: i/o timeout',
});
