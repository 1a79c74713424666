import { scenario } from '../scenario.ts';
import { trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const SUBJECT_CASE = scenario({
  id: 'subject-case',
  title: 'The trust policy writes the namespace with a capital',
  breaks: 'trust.subject-mismatch',
  namespace: 'identity',
  serviceAccount: 'issuer',
  trustPolicy: (parties) => trustDocument(webIdentityStatement({ ...parties, namespace: 'Identity' })),
});
