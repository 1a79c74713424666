import { stringify } from 'yaml';
import { startAws } from './aws/server.ts';
import type { DecideWebIdentity } from './aws/web-identity-action.ts';
import { type ClusterAddress, kubeconfigOf } from './kubernetes/kubeconfig.ts';
import { startKubernetes } from './kubernetes/server.ts';
import type { SigningKey } from './kubernetes/signing-key.ts';
import type { LoopbackServer } from './loopback-server.ts';
import type { RequestRecord } from './request-log.ts';
import { READ_ROLE } from './world/account.ts';
import type { EksCluster } from './world/cluster.ts';
import { clusterNamed, type World } from './world/world.ts';

/** An AWS and the Kubernetes API servers of its clusters, running on this machine. */
export interface Cloud {
  readonly awsUrl: string;
  /** YAML text, one context for each cluster. */
  readonly kubeconfig: string;
  /** What the AWS SDK needs in its environment to call here and nowhere else. */
  readonly environment: Readonly<Record<string, string>>;
  /** `irsa-doctor.yaml` text that names the role to assume in every further account. */
  readonly settings: string;
  /** What was called so far, in order. Grows. */
  readonly requests: readonly RequestRecord[];
  /** URL of a cluster's API server. */
  kubernetesUrl(clusterName: string): string;
  /** May be called twice. */
  close(): Promise<void>;
}

/** Starts servers on free ports of 127.0.0.1. Changes of the world are seen by the next call; clusters that are added later have no server. */
export async function startCloud(
  world: World,
  { decide = null }: { readonly decide?: DecideWebIdentity | null } = {},
): Promise<Cloud> {
  const log: RequestRecord[] = [];
  const opened: LoopbackServer[] = [];
  const close = async () => {
    for (const server of opened.toReversed()) await server.close();
  };
  try {
    const addresses: ClusterAddress[] = [];
    const keys = new Map<string, () => SigningKey>();
    for (const cluster of world.clusters) {
      const server = await startKubernetes(world, cluster, log);
      opened.push(server);
      if (cluster.issuer !== null) keys.set(cluster.issuer, server.signingKey);
      addresses.push({ cluster, url: server.url, certificate: server.certificate });
    }
    const endpointOf = (cluster: EksCluster) =>
      addresses.find((one) => one.cluster === cluster) ?? { url: '', certificate: '' };
    const aws = await startAws(world, endpointOf, log, {
      decide,
      keyOf: (issuer) => keys.get(issuer)?.() ?? null,
    });
    opened.push(aws);
    return {
      awsUrl: aws.url,
      kubeconfig: kubeconfigOf(addresses),
      environment: environmentOf(world, aws.url),
      settings: settingsOf(world),
      requests: log,
      kubernetesUrl: (name) => endpointOf(clusterNamed(world, name)).url,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function environmentOf(world: World, awsUrl: string): Record<string, string> {
  const key = world.accessKeys.values().next().value;
  const region = world.clusters[0]?.region ?? 'us-east-1';
  return {
    AWS_ENDPOINT_URL: awsUrl,
    AWS_ACCESS_KEY_ID: key?.id ?? '',
    AWS_SECRET_ACCESS_KEY: key?.secret ?? '',
    AWS_SESSION_TOKEN: '',
    AWS_REGION: region,
    // The AWS CLI reads this one only.
    AWS_DEFAULT_REGION: region,
    // Nothing of the machine's own set-up may leak into the sandbox, nor wait for an instance that is not there.
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

function settingsOf(world: World): string {
  const own = world.accessKeys.values().next().value?.accountId;
  const accounts = [...world.accounts.values()].filter(
    (account) => account.id !== own && account.roles.has(READ_ROLE),
  );
  return stringify({
    accounts: Object.fromEntries(
      accounts.map((account) => [account.id, { assumeRole: `arn:aws:iam::${account.id}:role/${READ_ROLE}` }]),
    ),
  });
}
