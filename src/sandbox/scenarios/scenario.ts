import type { Verdict } from '../../checker/vocabulary/diagnosis.ts';
import { type Account, addRole, type IamRole } from '../world/account.ts';
import { addWorkload, type Workload } from '../world/add-workload.ts';
import { type EksCluster, issuerHost, partitionOf } from '../world/cluster.ts';
import { accountOf, clusterNamed, type World } from '../world/world.ts';
import { type EarlierCall, recordEarlierCalls } from './recorded-call.ts';
import { type TrustParties, trustDocument, webIdentityStatement } from './web-identity-trust.ts';

/** A service account of the sandbox, and what is wrong with it. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** Id of the rule that should name the cause; null where nothing is broken or nothing can be known. */
  readonly breaks: string | null;
  /** Id of a rule that warns besides, as it knows another way out. */
  readonly warns?: string;
  /** Id of the rule that names the cause where AWS itself is asked to try, and nothing else shows it. */
  readonly proves?: string;
  /** Id of the rule that warns where CloudTrail is asked, and nothing else shows it. */
  readonly shows?: string;
  readonly verdict: Verdict;
  readonly cluster: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** The role's trust policy is what is wrong. */
  readonly isTrustPolicy: boolean;
  /** What to type. */
  readonly prompt: string;
  /** What one would paste. */
  readonly error?: string;
  /** Only the pasted error shows it: without one, all that can be read is in order. */
  readonly isTold: boolean;
  /** Rules that fail besides, because more than one thing has to be mended. */
  readonly alsoBreaks: readonly string[];
  seed(world: World): void;
}

/**
 * How a scenario differs from a service account that works: annotated with a role of its own name, which trusts it, in a cluster in order, with two
 * pods that went through the webhook. Whatever is not said here is right, so that each scenario is wrong in one way only.
 */
export interface Difference {
  readonly id: string;
  readonly title: string;
  readonly breaks: string | null;
  readonly warns?: string;
  readonly proves?: string;
  readonly shows?: string;
  /** Calls for the role that CloudTrail has recorded. */
  readonly earlier?: readonly EarlierCall[];
  /** `broken` unless given, `healthy` where nothing breaks. */
  readonly verdict?: Verdict;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** `prod-eu` unless given. */
  readonly cluster?: string;
  /** An account other than the cluster's; a path; `isThere: false` where nobody made the role. */
  readonly role?: {
    readonly accountId?: string;
    readonly path?: string;
    readonly isThere?: boolean;
    /** Gives it policies; it has none unless given. */
    readonly permit?: (role: IamRole, account: Account) => void;
  };
  readonly trustPolicy?: (parties: TrustParties) => object;
  /** `roleArn` is the role's real ARN. */
  readonly workload?: (roleArn: string) => Partial<Workload>;
  readonly error?: string;
  readonly isTold?: true;
  readonly alsoBreaks?: readonly string[];
  /** What the world needs besides, before the workload is put in. */
  readonly also?: (world: World, cluster: EksCluster) => void;
}

const DEFAULT_CLUSTER = 'prod-eu';

export function scenario(difference: Difference): Scenario {
  const { id, title, breaks, namespace, serviceAccount } = difference;
  const cluster = difference.cluster ?? DEFAULT_CLUSTER;
  const isTrustPolicy = breaks?.startsWith('trust.') ?? false;
  const error = difference.error ?? (isTrustPolicy ? refusal(namespace, serviceAccount) : undefined);
  return {
    id,
    title,
    breaks,
    ...(difference.warns === undefined ? {} : { warns: difference.warns }),
    ...(difference.proves === undefined ? {} : { proves: difference.proves }),
    ...(difference.shows === undefined ? {} : { shows: difference.shows }),
    verdict: difference.verdict ?? (breaks === null ? 'healthy' : 'broken'),
    cluster,
    namespace,
    serviceAccount,
    isTrustPolicy,
    isTold: difference.isTold ?? false,
    alsoBreaks: difference.alsoBreaks ?? [],
    prompt:
      difference.isTold && error !== undefined && cluster === DEFAULT_CLUSTER
        ? `@irsa ${error}`
        : `/irsa check ${namespace}/${serviceAccount}${cluster === DEFAULT_CLUSTER ? '' : ` ${cluster}`}`,
    ...(error === undefined ? {} : { error }),
    seed: (world) => seed(world, clusterNamed(world, cluster), difference),
  };
}

/** Name of the role that the scenario's service account is meant to assume. */
export function roleNameOf(scene: Pick<Scenario, 'namespace' | 'serviceAccount'>): string {
  return `${scene.namespace}-${scene.serviceAccount}`;
}

/** What STS says to whatever a trust policy does not let in, as it stands in a log line. */
export function refusal(namespace: string, serviceAccount: string): string {
  return `namespace=${namespace} serviceaccount=${serviceAccount} level=error msg="An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity"`;
}

function seed(world: World, cluster: EksCluster, difference: Difference): void {
  const { namespace, serviceAccount, role = {} } = difference;
  difference.also?.(world, cluster);
  const account = accountOf(world, role.accountId ?? cluster.accountId);
  const name = roleNameOf(difference);
  const path = role.path ?? '/';
  const partition = partitionOf(cluster.region);
  if (role.isThere ?? true) {
    const parties = { host: issuerHost(cluster), accountId: account.id, namespace, serviceAccount };
    const trustPolicy = difference.trustPolicy?.(parties) ?? trustDocument(webIdentityStatement(parties));
    const added = addRole(account, { name, path, partition, trustPolicy });
    role.permit?.(added, account);
  }
  const roleArn = `arn:${partition}:iam::${account.id}:role${path}${name}`;
  const usual = { namespace, serviceAccount, host: issuerHost(cluster), roleArn };
  recordEarlierCalls(account, cluster, usual, difference.earlier ?? []);
  addWorkload(cluster, { roleArn, ...difference.workload?.(roleArn), namespace, serviceAccount });
}
