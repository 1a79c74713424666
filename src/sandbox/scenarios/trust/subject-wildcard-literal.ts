import { scenario } from '../scenario.ts';
import { trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const SUBJECT_WILDCARD_LITERAL = scenario({
  id: 'subject-wildcard-literal',
  title: 'A wildcard stands under StringEquals, where it is a plain character',
  breaks: 'trust.subject-wildcard-literal',
  namespace: 'pricing',
  serviceAccount: 'rules',
  trustPolicy: (parties) => trustDocument(webIdentityStatement({ ...parties, serviceAccount: '*' })),
});
