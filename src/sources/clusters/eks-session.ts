import { KubeConfig } from '@kubernetes/client-node';
import { obstacleOf } from '../aws/ask.ts';
import type { EksCluster } from '../aws/eks-cluster.ts';
import type { AwsAccess } from '../aws-access.ts';
import type { AwsClients } from '../aws-clients.ts';
import type { CallObserver } from '../call-observer.ts';
import type { EksSource } from '../eks.ts';
import { createEksToken, type EksToken } from '../eks-token.ts';
import { createKubernetesApi } from '../kubernetes/api-client.ts';
import { createKubernetesSession } from '../kubernetes/session.ts';
import type { KubernetesConnection } from '../kubernetes.ts';
import { failed } from '../piece.ts';
import { untilAborted } from '../until-aborted.ts';
import type { EksIdentity } from './eks-identity.ts';

/** A new token is made so long before the old one ends. */
const MARGIN_MS = 60_000;

/** The API server of an EKS cluster, reached with AWS credentials alone. */
export interface EksSession {
  /** Cheap after the first time. Rejects only when the signal aborts. */
  connect(signal: AbortSignal): Promise<KubernetesConnection>;
  close(): Promise<void>;
}

/** How long it may take to learn whose credentials sign the token. */
const PREPARE_MS = 10_000;
const CLOSE_MS = 1_000;

/**
 * DescribeCluster tells endpoint and certificate authority; the token is signed as `aws eks get-token` does, by whom `identity` and
 * `assumeRole` say.
 */
export function createEksSession(options: {
  readonly eks: EksSource;
  readonly identity: EksIdentity;
  readonly aws: AwsAccess;
  readonly clients: AwsClients;
  readonly assumeRole: string | null;
  readonly now: () => number;
  readonly observer?: CallObserver | undefined;
}): EksSession {
  const { eks, identity, aws, clients, assumeRole, now, observer } = options;
  let isClosed = false;
  let current: { readonly endpoint: string; readonly prepared: Promise<KubernetesConnection> } | null = null;

  async function prepare(
    endpoint: string,
    { cluster, certificateAuthority }: EksCluster,
  ): Promise<KubernetesConnection> {
    const reached = await aws.eks(identity, assumeRole, AbortSignal.timeout(PREPARE_MS));
    if (!reached.ok) return reached;
    const provide = clients.credentials(reached.caller);
    try {
      await provide();
    } catch (error) {
      return { ok: false, obstacle: obstacleOf(error, 'sts:GetCallerIdentity') };
    }
    const { name: clusterName, region } = cluster;
    const stsHost = clients.stsHost(region);
    const token = reused(
      async () => createEksToken({ clusterName, region, stsHost, credentials: await provide(), now: now() }),
      now,
    );
    const config = kubeconfigFor(endpoint, certificateAuthority, token);
    return { ok: true, api: createKubernetesApi(createKubernetesSession(config, now), observer) };
  }

  /** Waits a moment at most: what is still being prepared is closed when it is there. */
  async function drop(): Promise<void> {
    const last = current;
    current = null;
    const closing = last?.prepared.then((made) => (made.ok ? made.api.close() : undefined));
    if (closing !== undefined)
      await untilAborted(closing, AbortSignal.timeout(CLOSE_MS)).catch(() => undefined);
  }

  return {
    async connect(signal) {
      if (isClosed) return { ok: false, obstacle: failed('the connection has been closed') };
      const described = await eks.describe(signal);
      if (described.state === 'unreadable') {
        const { cause, permission, reason } = described;
        return { ok: false, obstacle: { cause, permission, reason: `its endpoint is not known: ${reason}` } };
      }
      if (described.state !== 'known') return { ok: false, obstacle: failed('EKS has no such cluster') };
      const { endpoint } = described.value;
      if (endpoint === null) return { ok: false, obstacle: failed('EKS tells no endpoint of the cluster') };
      if (current !== null && current.endpoint !== endpoint) await drop();
      current ??= { endpoint, prepared: prepare(endpoint, described.value) };
      const { prepared } = current;
      const forget = (): void => {
        if (current?.prepared === prepared) current = null;
      };
      prepared.then(({ ok }) => (ok ? undefined : forget()), forget);
      return await untilAborted(prepared, signal);
    },
    async close() {
      isClosed = true;
      await drop();
    },
  };
}

function kubeconfigFor(
  server: string,
  certificateAuthority: string | null,
  token: () => Promise<string>,
): KubeConfig {
  const config = new KubeConfig();
  const caData = certificateAuthority === null ? {} : { caData: certificateAuthority };
  // Plain HTTP happens with emulators only; client-node refuses it unless TLS is not verified.
  const skipTLSVerify = server.startsWith('http:');
  config.addAuthenticator({
    isAuthProvider: ({ name }) => name === 'eks',
    async applyAuthentication(_user, options) {
      options.headers = { ...options.headers, Authorization: `Bearer ${await token()}` };
    },
  });
  config.loadFromClusterAndUser(
    { name: 'eks', server: server.replace(/\/$/, ''), skipTLSVerify, ...caData },
    { name: 'eks' },
  );
  return config;
}

function reused(create: () => Promise<EksToken>, now: () => number): () => Promise<string> {
  let last: EksToken | null = null;
  return async () => {
    if (last === null || last.expiresAt - MARGIN_MS <= now()) last = await create();
    return last.token;
  };
}
