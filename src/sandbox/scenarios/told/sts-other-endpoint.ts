import { scenario } from '../scenario.ts';

export const STS_OTHER_ENDPOINT = scenario({
  id: 'sts-other-endpoint',
  title: 'An endpoint for S3 is set for all services',
  breaks: 'sts.other-endpoint',
  namespace: 'logs',
  serviceAccount: 'store',
  isTold: true,
  error:
    'namespace=logs serviceaccount=store WebIdentityErr: failed to retrieve credentials caused by: InvalidAction: Could not find operation AssumeRoleWithWebIdentity for version 2006-03-01',
});
