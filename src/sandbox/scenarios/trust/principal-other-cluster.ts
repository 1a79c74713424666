import { RETIRED_ISSUER_HOST } from '../base-world.ts';
import { scenario } from '../scenario.ts';
import { providerArn, trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const PRINCIPAL_OTHER_CLUSTER = scenario({
  id: 'principal-other-cluster',
  title: 'The principal is the provider of a cluster that is gone; the conditions are right',
  breaks: 'trust.principal-mismatch',
  namespace: 'profile',
  serviceAccount: 'avatars',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Principal: { Federated: providerArn({ ...parties, host: RETIRED_ISSUER_HOST }) },
      }),
    ),
});
