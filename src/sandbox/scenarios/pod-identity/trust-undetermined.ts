import { trustDocument } from '../web-identity-trust.ts';
import { associated } from './associated.ts';

export const SOURCE_ORGANIZATION = associated({
  id: 'source-organization',
  title: 'The trust policy asks for the organization of the cluster, which cannot be read from here',
  breaks: 'pod-identity.trust-undetermined',
  verdict: 'unknown',
  namespace: 'compliance',
  serviceAccount: 'auditor',
  trustPolicy: () =>
    trustDocument({
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
    }),
});
