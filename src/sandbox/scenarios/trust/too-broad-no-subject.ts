import { scenario } from '../scenario.ts';
import { audienceCondition, trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const TOO_BROAD_NO_SUBJECT = scenario({
  id: 'too-broad-no-subject',
  title: 'It works, for the whole cluster: no condition on the subject',
  breaks: 'trust.too-broad',
  verdict: 'at-risk',
  namespace: 'labs',
  serviceAccount: 'notebook',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, { Condition: { StringEquals: { ...audienceCondition(parties) } } }),
    ),
});
