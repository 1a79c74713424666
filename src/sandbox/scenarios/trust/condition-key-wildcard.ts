import { scenario } from '../scenario.ts';
import {
  audienceCondition,
  subjectCondition,
  trustDocument,
  webIdentityStatement,
} from '../web-identity-trust.ts';

export const CONDITION_KEY_WILDCARD = scenario({
  id: 'condition-key-wildcard',
  title: 'The condition key has a wildcard for the cluster',
  breaks: 'trust.condition-key-malformed',
  namespace: 'flags',
  serviceAccount: 'evaluator',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Condition: {
          StringLike: { ...subjectCondition({ ...parties, host: 'oidc.eks.*' }) },
          StringEquals: { ...audienceCondition(parties) },
        },
      }),
    ),
});
