import { clause } from '../clause.ts';
import type { KubeContext } from '../kubernetes/context.ts';
import type { ClusterSettings } from '../settings.ts';
import { type EksIdentity, eksIdentityOf, regionOfServer } from './eks-identity.ts';
import { nearestNames } from './nearest-names.ts';

/** How to reach a cluster, decided without asking anybody. */
export interface ClusterPlan {
  /** What people call it. */
  readonly name: string;
  readonly reach:
    | { readonly by: 'context'; readonly context: KubeContext }
    | { readonly by: 'in-cluster' }
    | { readonly by: 'eks'; readonly cluster: EksIdentity };
  /** Null where it has to be searched for. */
  readonly eks: EksIdentity | null;
  readonly assumeRole: string | null;
}

export type Resolution =
  | { readonly ok: true; readonly plan: ClusterPlan }
  | { readonly ok: false; readonly kind: 'unknown-cluster' | 'environment'; readonly message: string };

/** What is there to choose from. `problem` says why there is no kubeconfig, where there is none. */
export interface Choice {
  readonly clusters: readonly ClusterSettings[];
  readonly contexts: readonly KubeContext[];
  readonly current: string | null;
  /** The one context is the service account of the pod that this runs in. */
  readonly isInCluster: boolean;
  readonly problem: string | null;
  /** A kubeconfig was asked for by name, so that doing without one would hide a mistake. */
  readonly isKubeconfigNamed: boolean;
}

const MOST_NAMES = 5;
/** What EKS lets a name be. Source: EKS API, CreateCluster. */
const EKS_NAME = /^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/;

/**
 * Decides which cluster is meant. A name is a cluster of the file, else the context of that name or whose EKS ARN or name it is. A name that
 * fits nothing is unknown where there is a file; without a file it is the EKS name of the current context, unless that is plainly another
 * cluster. No name is the file's only cluster, else the current context.
 */
export function resolveCluster(name: string | null, choice: Choice): Resolution {
  const { clusters } = choice;
  if (name === null) {
    const only = clusters.length === 1 ? clusters[0] : undefined;
    if (only !== undefined) return planOfFile(only, choice);
    const current = currentContext(choice);
    if (current !== null) return planOfContext(current, choice);
    return clusters.length > 0
      ? unknown(`Say which cluster: ${listed(clusters.map((one) => one.name))}.`)
      : environment(choice);
  }
  const configured =
    clusters.find((one) => one.name === name) ?? clusters.find((one) => one.eks?.name === name);
  if (configured !== undefined) return planOfFile(configured, choice);
  const context = contextCalled(name, choice);
  if (context !== null) return planOfContext(context, choice);
  return clusters.length > 0 ? notFound(name, choice) : planWithoutFile(name, choice);
}

function planOfFile(cluster: ClusterSettings, choice: Choice): Resolution {
  const { name, assumeRole, kubernetes } = cluster;
  const eks = cluster.eks === null ? null : { ...cluster.eks, accountId: null };
  if (kubernetes !== null && 'context' in kubernetes) {
    const context = choice.contexts.find((one) => one.name === kubernetes.context);
    if (context !== undefined) return atContext(name, context, eks, assumeRole);
    const why = choice.problem ?? `The kubeconfig has no context ${clause(kubernetes.context)}.`;
    return { ok: false, kind: 'environment', message: `Cluster ${name} cannot be reached. ${why}` };
  }
  if (kubernetes?.auth === 'in-cluster') {
    return { ok: true, plan: { name, reach: { by: 'in-cluster' }, eks, assumeRole } };
  }
  if (kubernetes === null) {
    const context = eks === null ? contextCalled(name, choice) : (contextOf(eks, choice) ?? ownPod(choice));
    if (context !== null) return atContext(name, context, eks, assumeRole);
  }
  if (eks !== null) return { ok: true, plan: { name, reach: { by: 'eks', cluster: eks }, eks, assumeRole } };
  const message = `Cluster ${name} cannot be reached: give it eks or kubernetes in irsa-doctor.yaml.`;
  return { ok: false, kind: 'environment', message };
}

function planOfContext(context: KubeContext, choice: Choice): Resolution {
  const eks = eksIdentityOf(context);
  const configured = choice.clusters.find(
    ({ kubernetes, eks: named }) =>
      (kubernetes !== null && 'context' in kubernetes && kubernetes.context === context.name) ||
      (eks !== null && named?.name === eks.name && (eks.region === null || named.region === eks.region)),
  );
  if (configured !== undefined) {
    const named = configured.eks === null ? null : { ...configured.eks, accountId: eks?.accountId ?? null };
    return atContext(configured.name, context, named, configured.assumeRole);
  }
  const name = eks?.name ?? (choice.isInCluster ? 'in-cluster' : context.name);
  return atContext(name, context, eks, null);
}

function atContext(
  name: string,
  context: KubeContext,
  eks: EksIdentity | null,
  assumeRole: string | null,
): Resolution {
  if (context.server === null) {
    const message = `The kubeconfig's context ${context.name} names the cluster ${context.cluster}, which the kubeconfig does not have.`;
    return { ok: false, kind: 'environment', message };
  }
  return {
    ok: true,
    plan: { name, reach: { by: 'context', context }, eks: eks ?? eksIdentityOf(context), assumeRole },
  };
}

function planWithoutFile(name: string, choice: Choice): Resolution {
  if (!EKS_NAME.test(name)) return notFound(name, choice);
  const current = currentContext(choice);
  if (current === null) {
    if (choice.isKubeconfigNamed) return environment(choice);
    const eks = { name, region: null, accountId: null };
    return { ok: true, plan: { name, reach: { by: 'eks', cluster: eks }, eks, assumeRole: null } };
  }
  if (eksIdentityOf(current) !== null) return notFound(name, choice);
  return atContext(name, current, { name, region: regionOfServer(current.server), accountId: null }, null);
}

function currentContext({ contexts, current }: Choice): KubeContext | null {
  return contexts.find(({ name }) => name === current) ?? null;
}

/** The context of the pod that this runs in, where it can only be the file's only cluster. */
function ownPod(choice: Choice): KubeContext | null {
  return choice.isInCluster && choice.clusters.length === 1 ? currentContext(choice) : null;
}

function contextCalled(name: string, choice: Choice): KubeContext | null {
  const contexts = currentFirst(choice);
  return (
    contexts.find((context) => context.name === name) ??
    contexts.find((context) => context.cluster === name) ??
    contexts.find((context) => eksIdentityOf(context)?.name === name) ??
    null
  );
}

function contextOf(eks: EksIdentity, choice: Choice): KubeContext | null {
  const isThat = (context: KubeContext): boolean => {
    const identity = eksIdentityOf(context);
    return identity?.name === eks.name && (identity.region === null || identity.region === eks.region);
  };
  return currentFirst(choice).find(isThat) ?? null;
}

/** Of several contexts that fit, the current one is meant. */
function currentFirst({ contexts, current }: Choice): readonly KubeContext[] {
  return [...contexts].sort((one, other) => Number(other.name === current) - Number(one.name === current));
}

function notFound(name: string, choice: Choice): Resolution {
  const known =
    choice.clusters.length > 0
      ? choice.clusters.map((one) => one.name)
      : choice.contexts.map((context) => eksIdentityOf(context)?.name ?? context.name);
  const shown = clause(name).slice(0, 60);
  const nearest = listed(nearestNames(name, known, MOST_NAMES));
  return unknown(
    `No cluster is called "${shown}". ${nearest === '' ? 'No other is known either' : `Known: ${nearest}`}.`,
  );
}

function listed(names: readonly string[]): string {
  return names.slice(0, MOST_NAMES).join(', ');
}

function unknown(message: string): Resolution {
  return { ok: false, kind: 'unknown-cluster', message };
}

function environment({ problem }: Choice): Resolution {
  const message =
    problem ?? 'The kubeconfig has no current context: name one with kubectl config use-context.';
  return { ok: false, kind: 'environment', message };
}
