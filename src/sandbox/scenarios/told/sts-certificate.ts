import { scenario } from '../scenario.ts';

export const STS_CERTIFICATE = scenario({
  id: 'sts-certificate',
  title: 'A proxy inspects the connection to STS',
  breaks: 'sts.certificate',
  namespace: 'branches',
  serviceAccount: 'teller',
  isTold: true,
  error:
    'namespace=branches serviceaccount=teller WebIdentityErr: failed to retrieve credentials caused by: Post "https://sts.eu-west-1.amazonaws.com/": x509: certificate signed by unknown authority',
});
