import { scenario } from '../scenario.ts';

export const WEB_IDENTITY_UNUSED = scenario({
  id: 'web-identity-unused',
  title: 'The pods have all they need, and the application still uses the node',
  breaks: 'application.web-identity-unused',
  namespace: 'recommendations',
  serviceAccount: 'trainer',
  isTold: true,
  error:
    'namespace=recommendations serviceaccount=trainer User: arn:aws:sts::111122223333:assumed-role/prod-eu-nodes/i-0a1b2c3d4e5f60718 is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::models/latest" because no identity-based policy allows the s3:GetObject action',
});
