import type { EksCluster } from '../world/cluster.ts';
import type { KubernetesObject } from '../world/kubernetes-objects.ts';
import type { Resource } from './resources.ts';
import type { ResourceRoute } from './route.ts';
import { fieldTest, labelTest } from './selectors.ts';
import { badRequest, notFound, StatusError } from './status.ts';

/** What every list of this sandbox says of its version. */
const RESOURCE_VERSION = '2048611';

/** One object; throws 404. */
export function getObject(cluster: EksCluster, resource: Resource, route: ResourceRoute): KubernetesObject {
  const found = resource
    .objects(cluster)
    .find((one) => one.metadata.name === route.name && (one.metadata.namespace ?? null) === route.namespace);
  if (found === undefined) throw notFound(resource.plural, route.name ?? '', resource.group);
  return found;
}

/**
 * A list, or one page of it with `limit` and `continue`. A namespace that does not exist has an empty list. Throws 410 for a `continue` that this
 * server did not hand out, as the real one does for one that is too old.
 */
export function listObjects(
  cluster: EksCluster,
  resource: Resource,
  route: ResourceRoute,
  query: URLSearchParams,
): object {
  const isSelected = [labelTest(query.get('labelSelector')), fieldTest(query.get('fieldSelector'))];
  const all = resource
    .objects(cluster)
    .filter((one) => route.namespace === null || one.metadata.namespace === route.namespace)
    .filter((one) => isSelected.every((test) => test(one)))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const start = startOf(query.get('continue'));
  const limit = limitOf(query.get('limit'));
  const items = limit === 0 ? all.slice(start) : all.slice(start, start + limit);
  const remaining = all.length - start - items.length;
  return {
    kind: `${resource.kind}List`,
    apiVersion: resource.group === '' ? resource.version : `${resource.group}/${resource.version}`,
    metadata: {
      resourceVersion: RESOURCE_VERSION,
      ...(remaining > 0 ? { continue: continueAt(start + items.length), remainingItemCount: remaining } : {}),
    },
    // In a list the kind is said once, for all.
    items: items.map(({ kind: _kind, apiVersion: _version, ...item }) => item),
  };
}

function sortKey(object: KubernetesObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

function limitOf(text: string | null): number {
  const limit = Number(text ?? 0);
  if (!Number.isInteger(limit) || limit < 0) throw badRequest(`invalid limit: ${text}`);
  return limit;
}

function continueAt(offset: number): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: RESOURCE_VERSION, start: offset })).toString(
    'base64url',
  );
}

function startOf(token: string | null): number {
  if (token === null || token === '') return 0;
  try {
    const { start } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (Number.isInteger(start) && start >= 0) return start;
  } catch {
    // Not one of ours: the same answer as for one whose snapshot is gone.
  }
  throw new StatusError({
    code: 410,
    reason: 'Expired',
    message:
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results.',
  });
}
