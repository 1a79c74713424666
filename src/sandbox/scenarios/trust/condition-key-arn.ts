import { scenario } from '../scenario.ts';
import {
  audienceCondition,
  providerArn,
  subjectCondition,
  trustDocument,
  webIdentityStatement,
} from '../web-identity-trust.ts';

export const CONDITION_KEY_ARN = scenario({
  id: 'condition-key-arn',
  title: 'The condition key is the ARN of the provider',
  breaks: 'trust.condition-key-malformed',
  namespace: 'chat',
  serviceAccount: 'history',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Condition: {
          StringEquals: {
            ...subjectCondition({ ...parties, host: providerArn(parties) }),
            ...audienceCondition(parties),
          },
        },
      }),
    ),
});
