import { associated } from '../pod-identity/associated.ts';
import { trustDocument, webIdentityStatement } from '../web-identity-trust.ts';

export const BOTH_MECHANISMS = associated({
  id: 'both-mechanisms',
  title: 'Annotation and association name the same role, which trusts both',
  breaks: null,
  namespace: 'loadtest',
  serviceAccount: 'driver',
  trustPolicy: (parties) =>
    trustDocument(webIdentityStatement(parties), {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    }),
  workload: (roleArn) => ({ roleArn }),
});
