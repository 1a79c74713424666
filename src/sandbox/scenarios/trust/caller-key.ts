import { scenario } from '../scenario.ts';
import {
  audienceCondition,
  subjectCondition,
  trustDocument,
  webIdentityStatement,
} from '../web-identity-trust.ts';

export const CALLER_KEY = scenario({
  id: 'caller-key',
  title: 'The policy asks for the organisation of a caller who is nobody yet',
  breaks: 'trust.caller-key',
  namespace: 'donations',
  serviceAccount: 'receiver',
  verdict: 'unknown',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Condition: {
          StringEquals: {
            ...subjectCondition(parties),
            ...audienceCondition(parties),
            'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
          },
        },
      }),
    ),
});
