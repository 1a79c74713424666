/** What a request is for: a resource of the API, or a plain path such as `/version`. */
export type Route = ResourceRoute | { readonly kind: 'path'; readonly path: string };

export interface ResourceRoute {
  readonly kind: 'resource';
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  /** Null for all namespaces and for resources without one. */
  readonly namespace: string | null;
  /** Null for a list. */
  readonly name: string | null;
}

/** Source: Kubernetes API concepts, resource URIs. A path that does not even decode is nobody's resource. */
export function routeOf(path: string): Route {
  try {
    return decodedRoute(path);
  } catch {
    return { kind: 'path', path };
  }
}

function decodedRoute(path: string): Route {
  const [root, ...rest] = path.split('/').filter((part) => part !== '');
  const [group, tail] =
    root === 'api' ? ['', rest] : root === 'apis' ? [rest[0] ?? '', rest.slice(1)] : ['', []];
  const [version, ...parts] = tail.map(decodeURIComponent);
  if (version === undefined || parts.length === 0) return { kind: 'path', path };
  // `/namespaces/NAME` is the namespace itself; what stands behind it is in the namespace.
  const isNamespaced = parts[0] === 'namespaces' && parts.length > 2;
  const [object, name = null, ...more] = isNamespaced ? parts.slice(2) : parts;
  const plural = more.length === 1 && more[0] === 'token' ? `${object}/${more.shift()}` : object;
  if (plural === undefined || more.length > 0) return { kind: 'path', path };
  return {
    kind: 'resource',
    group,
    version,
    plural,
    namespace: isNamespaced ? (parts[1] ?? null) : null,
    name,
  };
}
