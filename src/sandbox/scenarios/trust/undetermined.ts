import { scenario } from '../scenario.ts';
import {
  audienceCondition,
  subjectCondition,
  trustDocument,
  webIdentityStatement,
} from '../web-identity-trust.ts';

export const UNDETERMINED = scenario({
  id: 'undetermined',
  title: 'The policy wants a network that nobody can tell from outside',
  breaks: 'trust.undetermined',
  verdict: 'unknown',
  namespace: 'backups',
  serviceAccount: 'snapshots',
  trustPolicy: (parties) =>
    trustDocument(
      webIdentityStatement(parties, {
        Condition: {
          StringEquals: { ...subjectCondition(parties), ...audienceCondition(parties) },
          IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] },
        },
      }),
    ),
});
