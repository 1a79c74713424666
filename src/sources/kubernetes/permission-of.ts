const OBJECTS = /^\/(?:api\/[^/]+|apis\/[^/]+\/[^/]+)\/(?:namespaces\/[^/]+\/)?([a-z]+)(\/[^/]+)?$/;

/** The permission that a GET of the API server's path needs, as a ClusterRole spells it: `list pods`, `get serviceaccounts`, `get /version`. */
export function permissionOf(path: string): string {
  const [, resource, name] = OBJECTS.exec(path) ?? [];
  if (resource === undefined) return `get ${path}`;
  return `${name === undefined ? 'list' : 'get'} ${resource}`;
}

/** The permission that a POST to a subresource needs: `create serviceaccounts/token`. */
export function creationOf(path: string): string {
  const [, resource = path, subresource] = /\/([a-z]+)\/[^/]+\/([a-z]+)$/.exec(path) ?? [];
  return `create ${resource}${subresource === undefined ? '' : `/${subresource}`}`;
}
