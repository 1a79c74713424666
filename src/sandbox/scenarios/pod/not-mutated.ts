import { scenario } from '../scenario.ts';

export const NOT_MUTATED = scenario({
  id: 'not-mutated',
  title: 'A label keeps the pods away from the identity webhook',
  breaks: 'pod.not-mutated',
  namespace: 'imports',
  serviceAccount: 'loader',
  workload: () => ({ pod: { labels: { 'eks.amazonaws.com/skip-pod-identity-webhook': 'true' } } }),
});
