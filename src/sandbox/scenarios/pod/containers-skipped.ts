import { scenario } from '../scenario.ts';

export const CONTAINERS_SKIPPED = scenario({
  id: 'containers-skipped',
  title: 'An annotation has the webhook leave out the only container',
  breaks: 'pod.containers-skipped',
  namespace: 'parcels',
  serviceAccount: 'tracker',
  workload: () => ({ pod: { annotations: { 'eks.amazonaws.com/skip-containers': 'tracker' } } }),
});
