import { scenario } from '../scenario.ts';

export const TOKEN_FILE_ABSENT = scenario({
  id: 'token-file-absent',
  title: 'The variables were copied to where no token is',
  breaks: 'pod.token-file-absent',
  namespace: 'pipelines',
  serviceAccount: 'builder',
  isTold: true,
  error:
    'namespace=pipelines serviceaccount=builder WebIdentityErr: unable to read file at /var/run/secrets/eks.amazonaws.com/serviceaccount/token caused by: open /var/run/secrets/eks.amazonaws.com/serviceaccount/token: no such file or directory',
});
