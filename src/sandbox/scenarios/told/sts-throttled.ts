import { scenario } from '../scenario.ts';

export const STS_THROTTLED = scenario({
  id: 'sts-throttled',
  title: 'Too many calls come at once',
  breaks: 'sts.throttled',
  namespace: 'spikes',
  serviceAccount: 'burst',
  isTold: true,
  error:
    'namespace=spikes serviceaccount=burst WebIdentityErr: failed to retrieve credentials caused by: ThrottlingException: Rate exceeded',
});
