import { scenario } from '../scenario.ts';
import { trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const WRONG_ACTION = scenario({
  id: 'wrong-action',
  title: 'The policy allows sts:AssumeRole, which web identity does not call',
  breaks: 'trust.wrong-action',
  namespace: 'tickets',
  serviceAccount: 'bot',
  trustPolicy: (parties) => trustDocument(webIdentityStatement(parties, { Action: 'sts:AssumeRole' })),
});
