import { scenario } from '../scenario.ts';

export const STS_SIGNING_SCOPE = scenario({
  id: 'sts-signing-scope',
  title: 'The request is signed for another region than it goes to',
  breaks: 'sts.signing-scope',
  namespace: 'reporting',
  serviceAccount: 'exporter',
  isTold: true,
  error:
    'namespace=reporting serviceaccount=exporter WebIdentityErr: failed to retrieve credentials caused by: SignatureDoesNotMatch: Credential should be scoped to a valid region, not eu-west-1',
});
