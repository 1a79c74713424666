import { associated } from './associated.ts';

export const POD_OLDER_THAN_ASSOCIATION = associated({
  id: 'pod-older-than-association',
  title: 'The pods started two days before the Pod Identity association was made',
  breaks: 'pod-identity.pod-older-than-association',
  namespace: 'dunning',
  serviceAccount: 'reminder',
  association: { createdAt: '2026-03-04T16:02:45Z' },
  workload: () => ({ pod: { isMutated: false } }),
});
