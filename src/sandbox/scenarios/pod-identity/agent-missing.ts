import { associated } from './associated.ts';

export const AGENT_MISSING = associated({
  id: 'agent-missing',
  title: 'Nobody installed the Pod Identity agent in the cluster',
  breaks: 'pod-identity.agent-missing',
  cluster: 'batch',
  namespace: 'shuffle',
  serviceAccount: 'reducer',
});
