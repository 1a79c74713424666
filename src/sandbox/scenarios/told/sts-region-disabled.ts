import { scenario } from '../scenario.ts';

export const STS_REGION_DISABLED = scenario({
  id: 'sts-region-disabled',
  title: 'The account has STS switched off in the region',
  breaks: 'sts.region-disabled',
  namespace: 'expansion',
  serviceAccount: 'scout',
  isTold: true,
  error:
    'namespace=expansion serviceaccount=scout RegionDisabledException: STS is not activated in this region for account:111122223333. Your account administrator can activate STS in this region using the IAM Console.',
});
