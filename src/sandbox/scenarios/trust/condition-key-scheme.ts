import { scenario } from '../scenario.ts';
import {
  audienceCondition,
  subjectCondition,
  trustDocument,
  webIdentityStatement,
} from '../web-identity-trust.ts';

export const CONDITION_KEY_SCHEME = scenario({
  id: 'condition-key-scheme',
  title: 'The condition key begins with https://',
  breaks: 'trust.condition-key-malformed',
  namespace: 'docs',
  serviceAccount: 'render',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Condition: {
          StringEquals: {
            ...subjectCondition({ ...parties, host: `https://${parties.host}` }),
            ...audienceCondition(parties),
          },
        },
      }),
    ),
});
