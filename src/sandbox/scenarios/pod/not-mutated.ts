import { scenario } from '../scenario.ts';

export const NOT_MUTATED = scenario({
  id: 'not-mutated',
  title: 'One of three pods came up while the API server did not reach the webhook',
  breaks: 'pod.not-mutated',
  namespace: 'stocktaking',
  serviceAccount: 'counter',
  workload: () => ({ replicas: 3, pod: { unmutated: 1 } }),
});
