import { scenario } from '../scenario.ts';

export const TOKEN_UNREADABLE = scenario({
  id: 'token-unreadable',
  title: 'The process runs as a user who may not read the token',
  breaks: 'pod.token-unreadable',
  namespace: 'galleries',
  serviceAccount: 'viewer',
  isTold: true,
  error:
    'namespace=galleries serviceaccount=viewer WebIdentityErr: unable to read file at /var/run/secrets/eks.amazonaws.com/serviceaccount/token caused by: open /var/run/secrets/eks.amazonaws.com/serviceaccount/token: permission denied',
});
