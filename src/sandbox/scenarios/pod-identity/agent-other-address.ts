import { associated } from './associated.ts';

export const AGENT_OTHER_ADDRESS = associated({
  id: 'agent-other-address',
  title: 'A setting of the application has the agent called through localhost',
  breaks: 'pod-identity.agent-other-address',
  namespace: 'desktops',
  serviceAccount: 'launcher',
  isTold: true,
  error:
    'namespace=desktops serviceaccount=launcher 403 Forbidden: Access Denied. Called agent through invalid address, please use either [169.254.170.23 fd00:ec2::23] address not localhost:8080',
});
