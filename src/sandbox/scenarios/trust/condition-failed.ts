import { scenario } from '../scenario.ts';
import {
  audienceCondition,
  subjectCondition,
  trustDocument,
  webIdentityStatement,
} from '../web-identity-trust.ts';

export const CONDITION_FAILED = scenario({
  id: 'condition-failed',
  title: 'The policy wants an external id, which web identity cannot send',
  breaks: 'trust.condition-failed',
  namespace: 'vendors',
  serviceAccount: 'feed',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Condition: {
          StringEquals: {
            ...subjectCondition(parties),
            ...audienceCondition(parties),
            'sts:ExternalId': 'vendors-2026',
          },
        },
      }),
    ),
});
