import { scenario } from '../scenario.ts';
import { trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const SUBJECT_OTHER_SERVICE_ACCOUNT = scenario({
  id: 'subject-other-service-account',
  title: 'The trust policy names a service account with one letter too many',
  breaks: 'trust.subject-mismatch',
  namespace: 'checkout',
  serviceAccount: 'cart',
  trustPolicy: (parties) => trustDocument(webIdentityStatement({ ...parties, serviceAccount: 'carts' })),
});
