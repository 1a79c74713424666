import { stringify } from 'yaml';
import type { EksCluster } from '../world/cluster.ts';

/** How one cluster is reached: its API server's URL and, in PEM, the authority of its certificate. */
export interface ClusterAddress {
  readonly cluster: EksCluster;
  readonly url: string;
  readonly certificate: string;
}

/**
 * A kubeconfig as `aws eks update-kubeconfig` writes it, contexts named after the clusters' ARNs, but with a plain token for each. The first cluster
 * is the current context.
 */
export function kubeconfigOf(addresses: readonly ClusterAddress[]): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    preferences: {},
    'current-context': addresses[0]?.cluster.arn ?? '',
    clusters: addresses.map(({ cluster, url, certificate }) => ({
      name: cluster.arn,
      cluster: { server: url, 'certificate-authority-data': base64(certificate) },
    })),
    users: addresses.map(({ cluster }) => ({
      name: cluster.arn,
      user: { token: cluster.tokens[0]?.token ?? '' },
    })),
    contexts: addresses.map(({ cluster }) => ({
      name: cluster.arn,
      context: { cluster: cluster.arn, user: cluster.arn },
    })),
  });
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
