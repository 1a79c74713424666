import { scenario } from '../scenario.ts';

export const WINDOWS_PATH = scenario({
  id: 'windows-path',
  title: 'Windows pods say so by affinity alone, and get a Linux path to their token',
  breaks: 'pod.windows-path',
  namespace: 'invoices',
  serviceAccount: 'printer',
  workload: () => ({
    pod: {
      spec: {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: 'kubernetes.io/os', operator: 'In', values: ['windows'] }] },
              ],
            },
          },
        },
      },
    },
  }),
});
