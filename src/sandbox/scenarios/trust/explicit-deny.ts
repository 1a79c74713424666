import { scenario } from '../scenario.ts';
import { subjectCondition, trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const EXPLICIT_DENY = scenario({
  id: 'explicit-deny',
  title: 'A second statement denies the whole namespace',
  breaks: 'trust.explicit-deny',
  namespace: 'quarantine',
  serviceAccount: 'worker',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties),
      webIdentityStatement(parties, {
        Effect: 'Deny',
        Condition: { StringLike: { ...subjectCondition({ ...parties, serviceAccount: '*' }) } },
      }),
    ),
});
