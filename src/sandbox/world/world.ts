import { type Account, newAccount } from './account.ts';
import type { EksCluster } from './cluster.ts';
import type { Delay, Fault } from './fault.ts';

/**
 * All that the sandbox's AWS and Kubernetes know. Plain data that may be changed while they run: the next call sees it.
 */
export interface World {
  /** By id. */
  readonly accounts: Map<string, Account>;
  /** The first one is the kubeconfig's current context. */
  readonly clusters: EksCluster[];
  /** By access key id. The first one is what `environment` hands out. */
  readonly accessKeys: Map<string, AccessKey>;
  readonly faults: Fault[];
  readonly delays: Delay[];
}

/** Long-term credentials of an IAM user. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  /** What it may call, `iam:GetRole` or `iam:*`; null for everything. */
  actions: readonly string[] | null;
}

export function emptyWorld(): World {
  return { accounts: new Map(), clusters: [], accessKeys: new Map(), faults: [], delays: [] };
}

/** The account of that id; made if it is not there yet. */
export function accountOf(world: World, id: string): Account {
  const known = world.accounts.get(id);
  if (known !== undefined) return known;
  const made = newAccount(id);
  world.accounts.set(id, made);
  return made;
}

/** Throws if nobody made that cluster: a seed that names it is wrong. */
export function clusterNamed(world: World, name: string): EksCluster {
  const cluster = world.clusters.find((one) => one.name === name);
  if (cluster === undefined) throw new Error(`The sandbox has no cluster ${name}.`);
  return cluster;
}
