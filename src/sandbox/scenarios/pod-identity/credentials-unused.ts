import { MAIN_ACCOUNT } from '../base-world.ts';
import { associated } from './associated.ts';

export const CREDENTIALS_UNUSED = associated({
  id: 'credentials-unused',
  title: 'The application knows web identity and the node, and never asks the Pod Identity agent',
  breaks: 'pod-identity.credentials-unused',
  namespace: 'importers',
  serviceAccount: 'loader',
  isTold: true,
  error: `namespace=importers serviceaccount=loader AccessDenied: User: arn:aws:sts::${MAIN_ACCOUNT}:assumed-role/prod-eu-nodes/i-0a1b2c3d4e5f60718 is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::example-imports"`,
});
