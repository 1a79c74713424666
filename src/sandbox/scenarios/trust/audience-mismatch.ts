import { scenario } from '../scenario.ts';
import { subjectCondition, trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const AUDIENCE_MISMATCH = scenario({
  id: 'audience-mismatch',
  title: 'The trust policy wants the regional host of STS as the audience',
  breaks: 'trust.audience-mismatch',
  namespace: 'shipping',
  serviceAccount: 'labels',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Condition: {
          StringEquals: {
            ...subjectCondition(parties),
            [`${parties.host}:aud`]: 'sts.eu-west-1.amazonaws.com',
          },
        },
      }),
    ),
});
