import { scenario } from '../scenario.ts';
import { providerArn, trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const PRINCIPAL_OTHER_REGION = scenario({
  id: 'principal-other-region',
  title: 'The principal names another region',
  breaks: 'trust.principal-mismatch',
  namespace: 'feeds',
  serviceAccount: 'poller',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Principal: { Federated: providerArn(parties).replace('eu-west-1', 'us-west-2') },
      }),
    ),
});
