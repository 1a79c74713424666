import { scenario } from '../scenario.ts';

export const STS_UNREACHABLE = scenario({
  id: 'sts-unreachable',
  title: 'The network does not let the pod reach STS',
  breaks: 'sts.unreachable',
  namespace: 'sensors',
  serviceAccount: 'hub',
  isTold: true,
  error:
    'namespace=sensors serviceaccount=hub WebIdentityErr: failed to retrieve credentials caused by: RequestError: send request failed caused by: Post "https://sts.eu-west-1.amazonaws.com/": dial tcp 54.239.32.126:443: i/o timeout',
});
