import { homedir } from 'node:os';
import type { KubeConfig } from '@kubernetes/client-node';
import type { ClusterDirectory, OpenedCluster } from '../checker/ports.ts';
import { createAwsAccess } from './aws-access.ts';
import { createAwsClients } from './aws-clients.ts';
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
import type { SourceSettings } from './settings.ts';

export interface DirectoryDependencies {
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly places?: KubeconfigPlaces;
}

/**
 * The clusters of the settings and of the kubeconfig. A cluster is opened once and stays open until `close`, which may be called twice.
 * Opening asks nobody but the file system; everything else is asked for when a port is.
 */
export function createClusterDirectory(
  settings: SourceSettings,
  deps: DirectoryDependencies = {},
): ClusterDirectory & { close(): Promise<void> } {
  const places = deps.places ?? { home: homedir() };
  const clients = createAwsClients(settings.aws);
  const aws = createAwsAccess(settings.accounts, clients);
  const openDeps: OpenDependencies = { aws, clients, now: deps.now ?? Date.now };
  const opened = new Map<string, OpenCluster>();
  let kubeconfig: LoadedKubeconfig | null = null;

  /** Loaded when it is first needed; a problem is looked at again with the next question, so that mending it needs no restart. */
  function load(): LoadedKubeconfig {
    if (kubeconfig === null || !kubeconfig.ok) kubeconfig = loadKubeconfig(settings.kubeconfigPath, places);
    return kubeconfig;
  }

  function open(plan: ClusterPlan, config: KubeConfig | null): OpenedCluster {
    const key = JSON.stringify(plan);
    const existing = opened.get(key);
    if (existing !== undefined) return { ok: true, ports: existing.ports };
    const cluster = start(plan, config);
    if ('message' in cluster) return { ok: false, kind: 'environment', message: cluster.message };
    opened.set(key, cluster);
    return { ok: true, ports: cluster.ports };
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

  return {
    async open(name) {
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
    },
    async close() {
      const closing = [...opened.values()].reverse();
      opened.clear();
      await Promise.all(closing.map((cluster) => cluster.close()));
      clients.close();
    },
  };
}
