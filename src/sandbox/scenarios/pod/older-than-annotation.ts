import { scenario } from '../scenario.ts';

export const OLDER_THAN_ANNOTATION = scenario({
  id: 'older-than-annotation',
  title: 'The pods started two days before the annotation was written',
  breaks: 'pod.older-than-annotation',
  namespace: 'exports',
  serviceAccount: 'packer',
  workload: () => ({ annotatedAt: '2026-03-04T16:02:45Z', pod: { isMutated: false } }),
});
