import type { KubernetesUser, PolicyRule } from '../world/cluster.ts';
import type { ResourceRoute, Route } from './route.ts';
import { StatusError } from './status.ts';

/** Everybody who is signed in may look at these. Source: ClusterRole system:discovery. */
const DISCOVERY: PolicyRule = {
  nonResourceURLs: [
    '/api',
    '/api/*',
    '/apis',
    '/apis/*',
    '/healthz',
    '/livez',
    '/readyz',
    '/openapi',
    '/openapi/*',
    '/version',
    '/version/',
  ],
  verbs: ['get'],
};

/** Throws 403, worded as RBAC words it, unless a rule grants the verb. */
export function authorise(user: KubernetesUser, verb: string, route: Route): void {
  if (user.rules === null) return;
  const rules = user.username === 'system:anonymous' ? user.rules : [...user.rules, DISCOVERY];
  if (rules.some((rule) => grants(rule, verb, route))) return;
  throw forbidden(user, verb, route);
}

/** The refusal that RBAC words for this user, whatever the rules say. */
export function forbidden(user: KubernetesUser, verb: string, route: Route): StatusError {
  if (route.kind === 'path') {
    return new StatusError({
      code: 403,
      reason: 'Forbidden',
      message: `forbidden: User "${user.username}" cannot ${verb} path "${route.path}"`,
      details: {},
    });
  }
  // A subresource is refused in the name of its object.
  const [plural = ''] = route.plural.split('/');
  const what = route.group === '' ? plural : `${plural}.${route.group}`;
  const object = route.name === null ? what : `${what} "${route.name}"`;
  const scope = route.namespace === null ? 'at the cluster scope' : `in the namespace "${route.namespace}"`;
  return new StatusError({
    code: 403,
    reason: 'Forbidden',
    message: `${object} is forbidden: User "${user.username}" cannot ${verb} resource "${route.plural}" in API group "${route.group}" ${scope}`,
    details: {
      ...(route.name === null ? {} : { name: route.name }),
      ...(route.group === '' ? {} : { group: route.group }),
      kind: route.plural,
    },
  });
}

function grants(rule: PolicyRule, verb: string, route: Route): boolean {
  if (!holds(rule.verbs, verb)) return false;
  return route.kind === 'path' ? coversPath(rule, route.path) : coversResource(rule, route);
}

function coversPath(rule: PolicyRule, path: string): boolean {
  return (rule.nonResourceURLs ?? []).some(
    (url) => url === path || (url.endsWith('*') && path.startsWith(url.slice(0, -1))),
  );
}

function coversResource(rule: PolicyRule, route: ResourceRoute): boolean {
  return (
    holds(rule.apiGroups ?? [], route.group) &&
    holds(rule.resources ?? [], route.plural) &&
    (rule.namespace === undefined || rule.namespace === route.namespace) &&
    (rule.resourceNames === undefined || (route.name !== null && rule.resourceNames.includes(route.name)))
  );
}

function holds(values: readonly string[], value: string): boolean {
  return values.includes('*') || values.includes(value);
}
