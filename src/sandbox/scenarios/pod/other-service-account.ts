import { scenario } from '../scenario.ts';

export const OTHER_SERVICE_ACCOUNT = scenario({
  id: 'other-service-account',
  title: 'The pods run under the default service account',
  breaks: 'pod.other-service-account',
  namespace: 'reports',
  serviceAccount: 'nightly',
  workload: () => ({ pod: { serviceAccount: 'default' } }),
});
