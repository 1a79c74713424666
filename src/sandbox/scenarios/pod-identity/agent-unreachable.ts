import { associated } from './associated.ts';

export const AGENT_UNREACHABLE = associated({
  id: 'agent-unreachable',
  title: 'A rule of the node keeps the container from the Pod Identity agent',
  breaks: 'pod-identity.agent-unreachable',
  namespace: 'hardened',
  serviceAccount: 'vaultkeeper',
  isTold: true,
  error:
    'namespace=hardened serviceaccount=vaultkeeper botocore.exceptions.ConnectTimeoutError: Connect timeout on endpoint URL: "http://169.254.170.23/v1/credentials"',
});
