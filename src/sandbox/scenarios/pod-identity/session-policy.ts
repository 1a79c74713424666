import { MAIN_ACCOUNT } from '../base-world.ts';
import { associated } from './associated.ts';

export const SESSION_POLICY = associated({
  id: 'session-policy',
  title: "The association's own policy leaves out what the role allows",
  breaks: 'pod-identity.session-policy',
  namespace: 'exhibits',
  serviceAccount: 'curator',
  association: {
    disableSessionTags: true,
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
    }),
  },
  isTold: true,
  error: `namespace=exhibits serviceaccount=curator An error occurred (AccessDenied) when calling the PutObject operation: User: arn:aws:sts::${MAIN_ACCOUNT}:assumed-role/exhibits-curator/eks-prod-eu-curator-4f1c is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::exhibits/new" because no session policy allows the s3:PutObject action`,
});
