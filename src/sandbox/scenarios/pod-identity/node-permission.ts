import { MAIN_ACCOUNT } from '../base-world.ts';
import { associated } from './associated.ts';

export const NODE_PERMISSION = associated({
  id: 'node-permission',
  title: "The nodes have a role of one's own making, which may not ask EKS for the credentials of pods",
  breaks: 'pod-identity.node-permission',
  namespace: 'harbours',
  serviceAccount: 'pilot',
  isTold: true,
  error: `namespace=harbours serviceaccount=pilot AccessDeniedException: User: arn:aws:sts::${MAIN_ACCOUNT}:assumed-role/prod-eu-nodes/i-0a1b2c3d4e5f60718 is not authorized to perform: eks-auth:AssumeRoleForPodIdentity on resource: arn:aws:eks:eu-west-1:${MAIN_ACCOUNT}:cluster/prod-eu because no identity-based policy allows the eks-auth:AssumeRoleForPodIdentity action`,
});
