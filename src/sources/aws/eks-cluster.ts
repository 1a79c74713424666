import type { Cluster as AnsweredCluster } from '@aws-sdk/client-eks';
import type { Cluster } from '../../checker/vocabulary/evidence.ts';

/** An EKS cluster with what it takes to reach its API server. `certificateAuthority` is PEM in base64. */
export interface EksCluster {
  readonly cluster: Cluster;
  readonly endpoint: string | null;
  readonly certificateAuthority: string | null;
}

/** What DescribeCluster answered; null where it is not a cluster. Region and account are those of its ARN. */
export function toEksCluster(answered: AnsweredCluster | undefined): EksCluster | null {
  if (answered?.arn === undefined || answered.name === undefined) return null;
  const [, , , region, accountId] = answered.arn.split(':');
  if (region === undefined || accountId === undefined) return null;
  return {
    cluster: {
      name: answered.name,
      arn: answered.arn,
      region,
      accountId,
      issuer: answered.identity?.oidc?.issuer ?? null,
      version: answered.version ?? null,
      platformVersion: answered.platformVersion ?? null,
      isAutoMode: answered.computeConfig?.enabled === true,
    },
    endpoint: answered.endpoint ?? null,
    certificateAuthority: answered.certificateAuthority?.data ?? null,
  };
}
