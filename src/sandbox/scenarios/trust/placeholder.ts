import { scenario } from '../scenario.ts';
import { audienceCondition, trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const PLACEHOLDER = scenario({
  id: 'placeholder',
  title: 'The policy still has the placeholder of an example in it',
  breaks: 'trust.placeholder',
  namespace: 'newsletters',
  serviceAccount: 'mailer',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Condition: {
          StringEquals: {
            ...audienceCondition(parties),
            [`${parties.host}:sub`]: 'system:serviceaccount:<namespace>:my-service-account',
          },
        },
      }),
    ),
});
