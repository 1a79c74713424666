import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { EKSClient } from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { limitRequests } from './aws/limit-requests.ts';
import { type ObservedClient, observeClient } from './aws/observe-client.ts';
import { type CredentialProvider, ownCredentials, roleCredentials } from './aws-credentials.ts';
import { type CallObserver, userAgent } from './call-observer.ts';
import { createInFlight, type InFlight } from './in-flight.ts';
import type { AwsSettings } from './settings.ts';

/** Who calls (a role to assume, null for the bot's own credentials) and where. */
export interface Caller {
  readonly roleArn: string | null;
  readonly region: string;
}

/** One client for each service, role and region. Endpoints other than AWS's come through `AWS_ENDPOINT_URL`, which the SDK reads itself. */
export interface AwsClients {
  eks(caller: Caller): EKSClient;
  iam(caller: Caller): IAMClient;
  sts(caller: Caller): STSClient;
  /** Loaded when it is first asked for: hardly anybody does. */
  cloudTrail(caller: Caller): Promise<CloudTrailClient>;
  credentials(caller: Caller): CredentialProvider;
  /** The region that the SDK is set to by environment or profile, null where none is. */
  defaultRegion(): Promise<string | null>;
  /** The host of STS in a region, in the DNS domain of its partition. */
  stsHost(region: string): string;
  close(): void;
}

type Service = Parameters<typeof observeClient>[1];

/** Throttling and server errors are tried again by the SDK; together the attempts stay under the 20 s that a shared read may take. */
const LIMITS = {
  maxAttempts: 4,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} as const;

/** Requests to one account at the same time: AWS counts them by the account, and others call there too. */
const IN_FLIGHT = 10;

export function createAwsClients(settings: AwsSettings = {}, observer?: CallObserver): AwsClients {
  const own = ownCredentials(settings);
  const accounts = new Map<string, InFlight>();
  const providers = new Map<string, CredentialProvider>();
  const eksClients = new Map<string, EKSClient>();
  const iamClients = new Map<string, IAMClient>();
  const stsClients = new Map<string, STSClient>();
  const trailClients = new Map<string, CloudTrailClient>();

  function credentials({ roleArn, region }: Caller): CredentialProvider {
    if (roleArn === null) return own;
    return remember(providers, keyOf({ roleArn, region }), () =>
      roleCredentials(roleArn, own, region, settings, LIMITS, observer),
    );
  }

  function options(caller: Caller) {
    const endpoint = settings.endpoint === undefined ? {} : { endpoint: settings.endpoint };
    // An observer adds the program's name itself, with what the call is for.
    const customUserAgent = observer === undefined ? { customUserAgent: userAgent(observer) } : {};
    const { region } = caller;
    return { ...LIMITS, ...endpoint, ...customUserAgent, region, credentials: credentials(caller) };
  }

  function prepared<C extends ObservedClient>(client: C, service: Service, { roleArn }: Caller): C {
    observeClient(client.middlewareStack, service, observer);
    const account = roleArn?.split(':')[4] ?? 'own';
    limitRequests(
      client.config.requestHandler,
      remember(accounts, account, () => createInFlight(IN_FLIGHT)),
    );
    return client;
  }

  const sts = (caller: Caller): STSClient =>
    remember(stsClients, keyOf(caller), () => prepared(new STSClient(options(caller)), 'sts', caller));

  return {
    credentials,
    sts,
    eks: (caller) =>
      remember(eksClients, keyOf(caller), () => prepared(new EKSClient(options(caller)), 'eks', caller)),
    iam: (caller) =>
      remember(iamClients, keyOf(caller), () => prepared(new IAMClient(options(caller)), 'iam', caller)),
    async cloudTrail(caller) {
      const { CloudTrailClient } = await import('@aws-sdk/client-cloudtrail');
      return remember(trailClients, keyOf(caller), () =>
        prepared(new CloudTrailClient(options(caller)), 'cloudtrail', caller),
      );
    },
    async defaultRegion() {
      if (settings.region !== undefined) return settings.region;
      const probe = new STSClient({});
      try {
        return await probe.config.region();
      } catch {
        return null;
      } finally {
        probe.destroy();
      }
    },
    stsHost(region) {
      const { config } = sts({ roleArn: null, region });
      const { url } = config.endpointProvider({ Region: region, UseFIPS: false, UseDualStack: false });
      return url.host;
    },
    close() {
      for (const clients of [eksClients, iamClients, stsClients, trailClients]) {
        for (const client of clients.values()) client.destroy();
        clients.clear();
      }
    },
  };
}

function keyOf({ roleArn, region }: Caller): string {
  return `${roleArn ?? 'own'} ${region}`;
}

function remember<V>(map: Map<string, V>, key: string, create: () => V): V {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const created = create();
  map.set(key, created);
  return created;
}
