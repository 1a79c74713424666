import { associated } from './associated.ts';

export const AGENT_REFUSES_TOKEN = associated({
  id: 'agent-refuses-token',
  title: 'The application puts "Bearer " before the token that it sends to the agent',
  breaks: 'pod-identity.agent-refuses-token',
  namespace: 'workflows',
  serviceAccount: 'editor',
  isTold: true,
  error:
    'namespace=workflows serviceaccount=editor 400 Bad Request: Service account token cannot be parsed: token is malformed: could not JSON decode header',
});
