import { scenario } from '../scenario.ts';

export const SERVICE_ACCOUNT_MISSING = scenario({
  id: 'service-account-missing',
  title: 'Nobody created the service account',
  breaks: 'service-account.missing',
  namespace: 'billing',
  serviceAccount: 'invoicer',
  // Without its service account the API server admits no pod.
  workload: () => ({ hasServiceAccount: false, replicas: 0 }),
});
