import { MAIN_ACCOUNT, serviceTrust } from '../base-world.ts';
import { scenario } from '../scenario.ts';

export const POD_IDENTITY = scenario({
  id: 'pod-identity',
  title: 'A Pod Identity association serves it, and there is no annotation',
  breaks: null,
  // Web identity has no part in it, and whether the association works is another question.
  verdict: 'unknown',
  namespace: 'cdn',
  serviceAccount: 'warmer',
  trustPolicy: () => serviceTrust('pods.eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession']),
  workload: () => ({ roleArn: null }),
  also: (_world, cluster) => {
    cluster.associations.push({
      id: 'a-kq7m2x9vd4tbnw3pz',
      namespace: 'cdn',
      serviceAccount: 'warmer',
      roleArn: `arn:aws:iam::${MAIN_ACCOUNT}:role/cdn-warmer`,
    });
  },
});
