import { associated } from './associated.ts';

export const UNSUPPORTED_COMPUTE = associated({
  id: 'unsupported-compute',
  title: 'The pods of a Pod Identity association run on Fargate',
  breaks: 'pod-identity.unsupported-compute',
  namespace: 'thumbnails',
  serviceAccount: 'resizer',
  workload: () => ({ pod: { labels: { 'eks.amazonaws.com/fargate-profile': 'default' } } }),
});
