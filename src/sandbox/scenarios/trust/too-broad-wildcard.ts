import { scenario } from '../scenario.ts';
import {
  audienceCondition,
  subjectCondition,
  trustDocument,
  webIdentityStatement,
} from '../web-identity-trust.ts';

export const TOO_BROAD_WILDCARD = scenario({
  id: 'too-broad-wildcard',
  title: 'It works, for every service account of every namespace',
  breaks: 'trust.too-broad',
  verdict: 'at-risk',
  namespace: 'cron',
  serviceAccount: 'sweeper',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Condition: {
          StringLike: { ...subjectCondition({ ...parties, namespace: '*', serviceAccount: '*' }) },
          StringEquals: { ...audienceCondition(parties) },
        },
      }),
    ),
});
