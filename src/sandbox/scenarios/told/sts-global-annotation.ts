import { scenario } from '../scenario.ts';

export const STS_GLOBAL_ANNOTATION = scenario({
  id: 'sts-global-annotation',
  title: 'An annotation has the pods ask the global STS, which a private subnet does not reach',
  breaks: 'sts.global-endpoint',
  namespace: 'boilers',
  serviceAccount: 'gauge',
  workload: () => ({ annotations: { 'eks.amazonaws.com/sts-regional-endpoints': 'false' } }),
  isTold: true,
  error:
    'namespace=boilers serviceaccount=gauge WebIdentityErr: failed to retrieve credentials caused by: RequestError: send request failed caused by: Post "https://sts.amazonaws.com/": dial tcp 52.94.4.1:443: i/o timeout',
});
