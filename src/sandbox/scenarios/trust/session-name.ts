import { scenario } from '../scenario.ts';
import {
  audienceCondition,
  subjectCondition,
  trustDocument,
  webIdentityStatement,
} from '../web-identity-trust.ts';

export const SESSION_NAME = scenario({
  id: 'session-name',
  title: 'The policy wants a session name that no pod sets',
  breaks: 'trust.session-name',
  namespace: 'auctions',
  serviceAccount: 'bidder',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Condition: {
          StringEquals: {
            ...subjectCondition(parties),
            ...audienceCondition(parties),
            'sts:RoleSessionName': 'auctions-bidder',
          },
        },
      }),
    ),
});
