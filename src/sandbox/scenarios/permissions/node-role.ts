import { MAIN_ACCOUNT } from '../base-world.ts';
import { scenario } from '../scenario.ts';

export const NODE_ROLE = scenario({
  id: 'node-role',
  title: "A process that is gone was refused a call with the node's role",
  breaks: 'permissions.node-role',
  verdict: 'at-risk',
  namespace: 'cleanup',
  serviceAccount: 'sweeper',
  workload: () => ({ replicas: 0 }),
  isTold: true,
  error: `namespace=cleanup serviceaccount=sweeper User: arn:aws:sts::${MAIN_ACCOUNT}:assumed-role/prod-eu-nodes/i-0a1b2c3d4e5f60718 is not authorized to perform: s3:DeleteObject on resource: "arn:aws:s3:::example-scratch/old"`,
});
