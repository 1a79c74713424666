import { scenario } from '../scenario.ts';

export const SDK_TOO_OLD = scenario({
  id: 'sdk-too-old',
  title: 'The image holds a version of the AWS CLI from before web identity',
  breaks: 'application.sdk-too-old',
  namespace: 'mirrors',
  serviceAccount: 'copier',
  verdict: 'at-risk',
  workload: () => ({ pod: { containers: [{ name: 'copier', image: 'amazon/aws-cli:1.16.190' }] } }),
});
