import { PARTNER_ACCOUNT } from '../base-world.ts';
import { scenario } from '../scenario.ts';
import { providerArn, trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const PRINCIPAL_OTHER_ACCOUNT = scenario({
  id: 'principal-other-account',
  title: 'The principal is the provider of another account',
  breaks: 'trust.principal-mismatch',
  namespace: 'geo',
  serviceAccount: 'coder',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Principal: { Federated: providerArn({ ...parties, accountId: PARTNER_ACCOUNT }) },
      }),
    ),
});
