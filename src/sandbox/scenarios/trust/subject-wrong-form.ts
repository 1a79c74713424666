import { scenario } from '../scenario.ts';
import { audienceCondition, trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const SUBJECT_WRONG_FORM = scenario({
  id: 'subject-wrong-form',
  title: 'The subject lacks its system:serviceaccount prefix',
  breaks: 'trust.subject-mismatch',
  namespace: 'inventory',
  serviceAccount: 'stock',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Condition: {
          StringEquals: { [`${parties.host}:sub`]: 'inventory:stock', ...audienceCondition(parties) },
        },
      }),
    ),
});
