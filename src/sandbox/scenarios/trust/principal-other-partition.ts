import { scenario } from '../scenario.ts';
import { providerArn, trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const PRINCIPAL_OTHER_PARTITION = scenario({
  id: 'principal-other-partition',
  title: 'The principal is of the partition aws-cn',
  breaks: 'trust.principal-mismatch',
  namespace: 'streams',
  serviceAccount: 'ingest',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Principal: { Federated: providerArn(parties).replace('arn:aws:', 'arn:aws-cn:') },
      }),
    ),
});
