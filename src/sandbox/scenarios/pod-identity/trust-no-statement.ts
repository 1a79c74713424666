import { trustDocument, webIdentityStatement } from '../web-identity-trust.ts';
import { associated } from './associated.ts';

export const WEB_IDENTITY_ONLY = associated({
  id: 'web-identity-only',
  title: 'The service account moved to Pod Identity, and its role still trusts web identity alone',
  breaks: 'pod-identity.trust-no-statement',
  namespace: 'storefinder',
  serviceAccount: 'search',
  trustPolicy: (parties) => trustDocument(webIdentityStatement(parties)),
});
