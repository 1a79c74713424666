import { scenario } from '../scenario.ts';
import { trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const SUBJECT_OTHER_NAMESPACE = scenario({
  id: 'subject-other-namespace',
  title: 'The trust policy says payment where the namespace is payments',
  breaks: 'trust.subject-mismatch',
  namespace: 'payments',
  serviceAccount: 'api',
  trustPolicy: (parties) => trustDocument(webIdentityStatement({ ...parties, namespace: 'payment' })),
});
