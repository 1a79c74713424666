import { associated } from './associated.ts';

export const AGENT_NOT_READY = associated({
  id: 'agent-not-ready',
  title: 'The Pod Identity agent does not start on any node',
  breaks: 'pod-identity.agent-not-ready',
  cluster: 'analytics',
  namespace: 'notebooks',
  serviceAccount: 'jupyter',
});
