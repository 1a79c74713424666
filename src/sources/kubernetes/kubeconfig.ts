import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { clause } from '../clause.ts';

/** The kubeconfig as kubectl would see it, or one sentence that says what to do. */
export type LoadedKubeconfig =
  | { readonly ok: true; readonly config: KubeConfig; readonly isInCluster: boolean }
  | { readonly ok: false; readonly message: string };

/** `home` is where `.kube/config` is looked for; `root` stands before the paths of the pod's own service account. */
export interface KubeconfigPlaces {
  readonly home: string;
  readonly root?: string;
}

const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * Loads what `path` names (several files as `KUBECONFIG` separates them; those that do not exist are passed over), else `.kube/config` in
 * the home directory, else the service account of the pod that this runs in. Source: kubectl's loading order.
 */
export function loadKubeconfig(path: string | null | undefined, places: KubeconfigPlaces): LoadedKubeconfig {
  const named = (path ?? '').split(delimiter).filter((file) => file !== '');
  const wanted = named.length > 0 ? named : [join(places.home, '.kube', 'config')];
  const files = wanted.filter((file) => existsSync(file));
  if (files.length > 0) return readFiles(files);
  const inCluster = loadInCluster(places);
  if (inCluster.ok) return inCluster;
  return {
    ok: false,
    message:
      named.length > 0
        ? `KUBECONFIG names ${clause(named.join(', '))}, which does not exist: correct it, or unset it.`
        : 'No cluster can be reached: set KUBECONFIG, run inside a cluster, or name an EKS cluster with its region in AWS_REGION.',
  };
}

/** The API server and the service account of the pod that this runs in. */
export function loadInCluster(places: KubeconfigPlaces): LoadedKubeconfig {
  const root = places.root ?? '';
  const config = new KubeConfig();
  if (existsSync(`${root}${TOKEN}`)) config.loadFromCluster(root);
  const server = config.getCurrentCluster()?.server ?? '';
  // client-node spells the variables that the kubelet sets as "undefined" where they are not there.
  if (server === '' || server.includes('undefined')) {
    return {
      ok: false,
      message: 'This does not run inside a cluster: set KUBECONFIG, or another kubernetes.auth.',
    };
  }
  return { ok: true, config, isInCluster: true };
}

function readFiles(files: readonly string[]): LoadedKubeconfig {
  const config = new KubeConfig();
  for (const file of files) {
    const one = new KubeConfig();
    try {
      // kubectl takes an empty file as one that says nothing; client-node fails on it.
      if (readFileSync(file, 'utf8').trim() === '') continue;
      one.loadFromFile(file, { onInvalidEntry: 'filter' });
    } catch (error) {
      // The lines after the first quote the file, tokens and all.
      const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
      const why = clause(reason);
      return { ok: false, message: `The kubeconfig ${clause(file)} cannot be read: ${why}.` };
    }
    merge(config, one);
  }
  return { ok: true, config, isInCluster: false };
}

/** Of two entries with one name the first file's stays, as with kubectl; client-node's own merging refuses them. */
function merge(into: KubeConfig, from: KubeConfig): void {
  const isNew = (entries: readonly { name: string }[], name: string): boolean =>
    !entries.some((entry) => entry.name === name);
  into.currentContext ||= from.currentContext;
  into.clusters.push(...from.clusters.filter(({ name }) => isNew(into.clusters, name)));
  into.users.push(...from.users.filter(({ name }) => isNew(into.users, name)));
  into.contexts.push(...from.contexts.filter(({ name }) => isNew(into.contexts, name)));
}
