import { trustDocument } from '../web-identity-trust.ts';
import { associated } from './associated.ts';

export const POD_IDENTITY_DENIED = associated({
  id: 'pod-identity-denied',
  title: 'A statement keeps Pod Identity of this namespace out',
  breaks: 'pod-identity.trust-explicit-deny',
  namespace: 'sandboxed',
  serviceAccount: 'guest',
  trustPolicy: () =>
    trustDocument(
      {
        Effect: 'Allow',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      },
      {
        Effect: 'Deny',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'sandboxed' } },
      },
    ),
});
