import { associated } from './associated.ts';

export const POD_NOT_MUTATED = associated({
  id: 'pod-not-set-up',
  title: 'The pods started before the new Pod Identity association took effect',
  breaks: 'pod-identity.pod-not-mutated',
  namespace: 'scoring',
  serviceAccount: 'judge',
  association: { createdAt: '2026-03-02T09:20:29Z' },
  workload: () => ({ pod: { isMutated: false } }),
});
