import { associated } from './associated.ts';

export const NODE_WITHOUT_AGENT = associated({
  id: 'node-without-agent',
  title: 'One of four pods is on a node where the Pod Identity agent does not run',
  breaks: 'pod-identity.node-without-agent',
  namespace: 'observatories',
  serviceAccount: 'collector',
  workload: () => ({ replicas: 4 }),
});
