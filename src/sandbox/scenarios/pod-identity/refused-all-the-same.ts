import { associated } from './associated.ts';

export const POD_IDENTITY_REFUSED_ALL_THE_SAME = associated({
  id: 'pod-identity-refused-all-the-same',
  title: 'EKS was refused a role that lets it in',
  breaks: 'pod-identity.refused-all-the-same',
  verdict: 'at-risk',
  namespace: 'embassies',
  serviceAccount: 'courier',
  isTold: true,
  error:
    'namespace=embassies serviceaccount=courier operation error EKS Auth: AssumeRoleForPodIdentity, AccessDeniedException: Unauthorized Exception! EKS does not have permissions to assume the associated role.',
});
