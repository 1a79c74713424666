import { scenario } from '../scenario.ts';
import { trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const PRINCIPAL_NOT_ARN = scenario({
  id: 'principal-not-arn',
  title: 'The principal is the URL of the issuer, not the ARN of the provider',
  breaks: 'trust.principal-not-arn',
  namespace: 'metrics',
  serviceAccount: 'exporter',
  trustPolicy: (parties) =>
    trustDocument(webIdentityStatement(parties, { Principal: { Federated: `https://${parties.host}` } })),
});
