import { scenario } from '../scenario.ts';

export const STATIC = scenario({
  id: 'static',
  title: 'The kubelet runs the pod from a file of its own',
  breaks: 'pod.static',
  namespace: 'edge-agents',
  serviceAccount: 'relay',
  workload: () => ({
    replicas: 1,
    pod: {
      serviceAccount: 'default',
      annotations: {
        'kubernetes.io/config.mirror': '6a1f0c2be9d34c7f8e51a7b3c2d4e6f8',
        'kubernetes.io/config.source': 'file',
      },
    },
  }),
});
