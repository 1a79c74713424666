import { homedir } from 'node:os';
import type { KubeConfig } from '@kubernetes/client-node';
import type { OpenedCluster, SweepablePorts, SweepDirectory } from '../checker/ports.ts';
import type { Piece } from '../checker/vocabulary/evidence.ts';
import { createAwsAccess } from './aws-access.ts';
import { createAwsClients } from './aws-clients.ts';
import type { CallObserver } from './call-observer.ts';
import { type CallerIdentity, readCallerIdentity } from './caller-identity.ts';
import {
  type OpenCluster,
  type OpenDependencies,
  openByEks,
  openByKubeconfig,
} from './clusters/open-cluster.ts';
import { type ClusterPlan, resolveCluster } from './clusters/resolve-cluster.ts';
import { atContext, contextsOf } from './kubernetes/context.ts';
import {
  type KubeconfigPlaces,
  type LoadedKubeconfig,
  loadInCluster,
  loadKubeconfig,
} from './kubernetes/kubeconfig.ts';
import { reachApiServer, tryReads } from './kubernetes/try-reads.ts';
import type { SourceSettings } from './settings.ts';

export interface DirectoryDependencies {
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly places?: KubeconfigPlaces;
  /** Hears of every request. */
  readonly observer?: CallObserver | undefined;
}

/** A cluster that can be tried: the checker's ports, and the reads of its API server. */
export interface ProbedCluster {
  readonly ok: true;
  readonly ports: SweepablePorts;
  /** Whether its API server is there and takes the credentials. Never rejects. */
  reach(signal: AbortSignal): Promise<Piece<true>>;
  /** Tries what the checker reads of the API server, in a namespace. Never rejects. */
  tryReads(namespace: string, signal: AbortSignal): Promise<readonly Piece<true>[]>;
}

/** The clusters and accounts around the checker, and what the bot can learn of its own rights there. */
export interface SourceDirectory extends SweepDirectory {
  probe(name: string | null): Promise<ProbedCluster | Extract<OpenedCluster, { ok: false }>>;
  /** Never rejects. */
  callerIdentity(signal: AbortSignal): Promise<Piece<CallerIdentity>>;
  close(): Promise<void>;
}

type Opened = { readonly ok: true; readonly cluster: OpenCluster } | Extract<OpenedCluster, { ok: false }>;

/**
 * The clusters of the settings and of the kubeconfig. A cluster is opened once and stays open until `close`, which may be called twice.
 * Opening asks nobody but the file system; everything else is asked for when a port is.
 */
export function createClusterDirectory(
  settings: SourceSettings,
  deps: DirectoryDependencies = {},
): SourceDirectory {
  const places = deps.places ?? { home: homedir() };
  const clients = createAwsClients(settings.aws, deps.observer);
  const aws = createAwsAccess(settings.accounts, clients);
  const openDeps: OpenDependencies = { aws, clients, now: deps.now ?? Date.now, observer: deps.observer };
  const opened = new Map<string, OpenCluster>();
  let kubeconfig: LoadedKubeconfig | null = null;

  /** Loaded when it is first needed; a problem is looked at again with the next question, so that mending it needs no restart. */
  function load(): LoadedKubeconfig {
    if (kubeconfig === null || !kubeconfig.ok) kubeconfig = loadKubeconfig(settings.kubeconfigPath, places);
    return kubeconfig;
  }

  function open(plan: ClusterPlan, config: KubeConfig | null): Opened {
    const key = JSON.stringify(plan);
    const existing = opened.get(key);
    if (existing !== undefined) return { ok: true, cluster: existing };
    const cluster = start(plan, config);
    if ('message' in cluster) return { ok: false, kind: 'environment', message: cluster.message };
    opened.set(key, cluster);
    return { ok: true, cluster };
  }

  function start(plan: ClusterPlan, config: KubeConfig | null): OpenCluster | { readonly message: string } {
    const { reach } = plan;
    if (reach.by === 'eks') return openByEks(plan, reach.cluster, openDeps);
    if (reach.by === 'context' && config !== null) {
      return openByKubeconfig(plan, atContext(config, reach.context), openDeps);
    }
    const inCluster = loadInCluster(places);
    return inCluster.ok ? openByKubeconfig(plan, inCluster.config, openDeps) : inCluster;
  }

  function find(name: string | null): Opened {
    const loaded = load();
    const resolution = resolveCluster(name, {
      clusters: settings.clusters,
      contexts: loaded.ok ? contextsOf(loaded.config) : [],
      current: loaded.ok ? (loaded.config.currentContext ?? null) : null,
      isInCluster: loaded.ok && loaded.isInCluster,
      problem: loaded.ok ? null : loaded.message,
      isKubeconfigNamed: Boolean(settings.kubeconfigPath),
    });
    return resolution.ok ? open(resolution.plan, loaded.ok ? loaded.config : null) : resolution;
  }

  return {
    async open(name) {
      const found = find(name);
      return found.ok ? { ok: true, ports: found.cluster.ports } : found;
    },
    async probe(name) {
      const found = find(name);
      if (!found.ok) return found;
      const { ports, connect } = found.cluster;
      return {
        ok: true,
        ports,
        reach: (signal) => reachApiServer(connect, ports.name, signal),
        tryReads: (namespace, signal) => tryReads(connect, ports.name, namespace, signal),
      };
    },
    callerIdentity: (signal) => readCallerIdentity(clients, signal),
    async close() {
      const closing = [...opened.values()].reverse();
      opened.clear();
      await Promise.all(closing.map((cluster) => cluster.close()));
      clients.close();
    },
  };
}
