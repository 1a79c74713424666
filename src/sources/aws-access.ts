import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { EKSClient } from '@aws-sdk/client-eks';
import type { IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { AwsClients, Caller } from './aws-clients.ts';
import type { EksIdentity } from './clusters/eks-identity.ts';
import { denied, failed, type Obstacle } from './piece.ts';
import type { SourceSettings } from './settings.ts';
import { createSharedReads } from './shared-reads.ts';

/** A client with the right credentials, or why there is none. */
export type Reached<C> =
  | { readonly ok: true; readonly client: C; readonly caller: Caller }
  | { readonly ok: false; readonly obstacle: Obstacle };

/** Picks the credentials for an account, so that no account is asked about what another one holds. May reject when the signal aborts. */
export interface AwsAccess {
  /** For calls about roles and providers of the account. `region` only chooses the partition. */
  iam(accountId: string, region: string | null, signal: AbortSignal): Promise<Reached<IAMClient>>;
  /** For what STS knows of the account. `region` is the one that is asked, null for the SDK's default. */
  sts(accountId: string, region: string | null, signal: AbortSignal): Promise<Reached<STSClient>>;
  /** For the events of the account in a region. */
  cloudTrail(accountId: string, region: string, signal: AbortSignal): Promise<Reached<CloudTrailClient>>;
  /** For calls about the cluster; `assumeRole` is the cluster's own setting. */
  eks(cluster: EksIdentity, assumeRole: string | null, signal: AbortSignal): Promise<Reached<EKSClient>>;
  /** For calls about whatever clusters there are in a region. */
  eksOfRegion(region: string | null, assumeRole: string | null): Promise<Reached<EKSClient>>;
}

const ANY_REGION = 'us-east-1';
const IDENTITY_LIMIT_MS = 4_000;
/** Credentials do not change account while a process runs; an account that could not be learnt is asked for again soon. */
const KEEP_UNKNOWN_MS = 30_000;

export function createAwsAccess(accounts: SourceSettings['accounts'], clients: AwsClients): AwsAccess {
  const identities = createSharedReads<string | null>({
    limitMs: IDENTITY_LIMIT_MS,
    keepMs: (account) => (account === null ? KEEP_UNKNOWN_MS : Number.POSITIVE_INFINITY),
  });

  /** Account of the bot's own credentials; null where STS does not tell, in which case a call is simply tried. */
  function ownAccount(region: string, signal: AbortSignal): Promise<string | null> {
    return identities.read('own', signal, async (abortSignal) => {
      try {
        const sts = clients.sts({ roleArn: null, region });
        const { Account } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal });
        return Account ?? null;
      } catch {
        return null;
      }
    });
  }

  async function callerFor(
    accountId: string,
    region: string,
    signal: AbortSignal,
    setting: string,
  ): Promise<{ ok: true; caller: Caller } | { ok: false; obstacle: Obstacle }> {
    const configured = accounts[accountId]?.assumeRole;
    if (configured !== undefined) return { ok: true, caller: { roleArn: configured, region } };
    const own = await ownAccount(region, signal);
    if (own === null || own === accountId) return { ok: true, caller: { roleArn: null, region } };
    const reason = `the credentials are of account ${own}, not ${accountId}: set ${setting} in irsa-doctor.yaml`;
    return { ok: false, obstacle: denied(reason, null) };
  }

  async function eksOfRegion(wanted: string | null, assumeRole: string | null): Promise<Reached<EKSClient>> {
    const region = wanted ?? (await clients.defaultRegion());
    if (region === null)
      return { ok: false, obstacle: failed('the AWS region is not known: set AWS_REGION') };
    const caller = { roleArn: assumeRole, region };
    return { ok: true, client: clients.eks(caller), caller };
  }

  return {
    eksOfRegion,
    async iam(accountId, wanted, signal) {
      const region = wanted ?? (await clients.defaultRegion()) ?? ANY_REGION;
      const setting = `accounts."${accountId}".assumeRole`;
      const chosen = await callerFor(accountId, region, signal, setting);
      return chosen.ok ? { ...chosen, client: clients.iam(chosen.caller) } : chosen;
    },
    async sts(accountId, wanted, signal) {
      const region = wanted ?? (await clients.defaultRegion()) ?? ANY_REGION;
      const chosen = await callerFor(accountId, region, signal, `accounts."${accountId}".assumeRole`);
      return chosen.ok ? { ...chosen, client: clients.sts(chosen.caller) } : chosen;
    },
    async cloudTrail(accountId, region, signal) {
      const chosen = await callerFor(accountId, region, signal, `accounts."${accountId}".assumeRole`);
      return chosen.ok ? { ...chosen, client: await clients.cloudTrail(chosen.caller) } : chosen;
    },
    async eks({ region, accountId }, assumeRole, signal) {
      if (assumeRole !== null || accountId === null) return eksOfRegion(region, assumeRole);
      const setting = `the cluster's assumeRole, or accounts."${accountId}".assumeRole,`;
      const chosen = await callerFor(accountId, region ?? ANY_REGION, signal, setting);
      return chosen.ok ? eksOfRegion(region, chosen.caller.roleArn) : chosen;
    },
  };
}
