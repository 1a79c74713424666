import { scenario } from '../scenario.ts';

export const OPTED_OUT = scenario({
  id: 'opted-out',
  title: 'A label keeps the pods away from the identity webhook',
  breaks: 'pod.opted-out',
  namespace: 'imports',
  serviceAccount: 'loader',
  workload: () => ({ pod: { labels: { 'eks.amazonaws.com/skip-pod-identity-webhook': 'true' } } }),
});
