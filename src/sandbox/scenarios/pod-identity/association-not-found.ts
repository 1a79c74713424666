import { associated } from './associated.ts';

export const ASSOCIATION_NOT_FOUND = associated({
  id: 'association-not-found',
  title: 'EKS knew no association a moment before there was one',
  breaks: 'pod-identity.association-not-found',
  verdict: 'at-risk',
  namespace: 'newsrooms',
  serviceAccount: 'publisher',
  isTold: true,
  error:
    'namespace=newsrooms serviceaccount=publisher failed to fetch credentials: operation error EKS Auth: AssumeRoleForPodIdentity, https response error StatusCode: 404, ResourceNotFoundException: no association',
});
