import { scenario } from '../scenario.ts';

export const EPHEMERAL_CONTAINER = scenario({
  id: 'ephemeral-container',
  title: 'Somebody tried it from a debug container, which has no role',
  breaks: 'pod.ephemeral-container',
  namespace: 'forums',
  serviceAccount: 'poster',
  isTold: true,
  workload: () => ({
    pod: { spec: { ephemeralContainers: [{ name: 'debugger-x7k2p', image: 'amazon/aws-cli:2.15.0' }] } },
  }),
  error:
    'namespace=forums serviceaccount=poster container=debugger-x7k2p An error occurred (AccessDenied) when calling the ListBuckets operation: User: arn:aws:sts::111122223333:assumed-role/prod-eu-nodes/i-0a1b2c3d4e5f60718 is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action',
});
