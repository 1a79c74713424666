import { associated } from '../pod-identity/associated.ts';
import { trustDocument } from '../web-identity-trust.ts';

export const POD_IDENTITY_CONDITIONS = associated({
  id: 'pod-identity-conditions',
  title: 'A Pod Identity association whose role asks for its cluster, namespace and service account',
  breaks: null,
  namespace: 'moderation',
  serviceAccount: 'filter',
  trustPolicy: () =>
    trustDocument({
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        StringEquals: {
          'aws:SourceAccount': '111122223333',
          'aws:RequestTag/kubernetes-namespace': 'moderation',
          'aws:RequestTag/kubernetes-service-account': ['filter', 'trainer'],
        },
        ArnEquals: { 'aws:SourceArn': 'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu' },
      },
    }),
});
