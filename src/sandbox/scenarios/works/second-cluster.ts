import { scenario } from '../scenario.ts';

export const SECOND_CLUSTER = scenario({
  id: 'second-cluster',
  title: 'Everything is right in the second cluster, in another region',
  breaks: null,
  cluster: 'staging',
  namespace: 'warehouse',
  serviceAccount: 'picker',
});
