import { setTimeout as sleep } from 'node:timers/promises';
import {
  type LoopbackRequest,
  type LoopbackResponse,
  type LoopbackServer,
  serveOnLoopback,
} from '../loopback-server.ts';
import { type RequestRecord, record } from '../request-log.ts';
import type { EksCluster, KubernetesUser } from '../world/cluster.ts';
import { delayOf, type FaultKind, takeFault } from '../world/fault.ts';
import type { World } from '../world/world.ts';
import { userOf } from './authentication.ts';
import { authorise, forbidden } from './authorization.ts';
import { answerPath } from './discovery.ts';
import { getObject, listObjects } from './read-resource.ts';
import { RESOURCES } from './resources.ts';
import { type ResourceRoute, type Route, routeOf } from './route.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';
import { lazySigningKey, type SigningKey } from './signing-key.ts';
import { StatusError, statusBody } from './status.ts';
import { answerTokenRequest } from './token-request.ts';

const TOKENS = 'serviceaccounts/token';

interface Surroundings {
  readonly world: World;
  readonly cluster: EksCluster;
  readonly signingKey: () => SigningKey;
  readonly log: RequestRecord[];
}

export interface KubernetesServer extends LoopbackServer {
  /** PEM of the certificate that the server proves itself with, which is its own authority. */
  readonly certificate: string;
  /** What its tokens are signed with. */
  readonly signingKey: () => SigningKey;
}

/** The API server of one cluster over TLS: bearer tokens, RBAC, reads with paging and selectors, OIDC discovery. */
export async function startKubernetes(
  world: World,
  cluster: EksCluster,
  log: RequestRecord[],
): Promise<KubernetesServer> {
  const signingKey = lazySigningKey();
  const surroundings: Surroundings = { world, cluster, signingKey, log };
  const tls = selfSignedCertificate(`sandbox ${cluster.name}`);
  const server = await serveOnLoopback((request) => answer(request, surroundings), tls);
  return { ...server, certificate: tls.certificate, signingKey };
}

async function answer(
  request: LoopbackRequest,
  surroundings: Surroundings,
): Promise<LoopbackResponse | null> {
  const { world, cluster, log } = surroundings;
  const route = routeOf(request.path);
  const verb = verbOf(request.method, route);
  const action = `${verb} ${route.kind === 'path' ? route.path : route.plural}`;
  const subject = subjectOf(route);
  const entry = record(log, { service: 'kubernetes', action, subject, place: cluster.name });
  try {
    const user = userOf(request.headers.authorization, world, cluster);
    const fault = takeFault(world.faults, `kubernetes:${action}`, subject);
    const ms = delayOf(world.delays, `kubernetes:${action}`, subject);
    if (ms > 0) await sleep(ms, undefined, { signal: request.signal });
    if (fault === 'hang') return null;
    const response =
      fault === null ? serve(request, route, verb, user, surroundings) : broken(fault, user, verb, route);
    entry.status = response.status;
    return response;
  } catch (error) {
    if (request.signal.aborted) return null;
    const status =
      error instanceof StatusError
        ? error.status
        : { code: 500, reason: 'InternalError', message: `The sandbox failed: ${error}` };
    entry.status = status.code;
    return respond(status.code, 'application/json', statusBody(status));
  }
}

function serve(
  request: LoopbackRequest,
  route: Route,
  verb: string,
  user: KubernetesUser,
  { cluster, signingKey }: Surroundings,
): LoopbackResponse {
  authorise(user, verb, route);
  if (route.kind === 'path') {
    const found = answerPath(route.path, cluster, request.headers.host ?? '', signingKey);
    return found === null ? pageNotFound() : respond(200, found.contentType, found.body);
  }
  if (route.plural === TOKENS && verb === 'create') {
    const token = answerTokenRequest(cluster, route, request.body, signingKey());
    return respond(201, 'application/json', JSON.stringify(token));
  }
  return serveResource(request, route, verb, cluster);
}

function serveResource(
  request: LoopbackRequest,
  route: ResourceRoute,
  verb: string,
  cluster: EksCluster,
): LoopbackResponse {
  const resource = RESOURCES.find(
    (one) => one.group === route.group && one.version === route.version && one.plural === route.plural,
  );
  if (resource === undefined) return pageNotFound();
  if (verb !== 'get' && verb !== 'list') {
    throw new StatusError({
      code: 405,
      reason: 'MethodNotAllowed',
      message: 'the server does not allow this method on the requested resource',
      details: {},
    });
  }
  const body =
    verb === 'get'
      ? getObject(cluster, resource, route)
      : listObjects(cluster, resource, route, request.query);
  return respond(200, 'application/json', JSON.stringify(body));
}

/** The verb as RBAC names it. */
function verbOf(method: string, route: Route): string {
  if (route.kind === 'path') return method.toLowerCase();
  const isList = route.name === null;
  if (method === 'GET' || method === 'HEAD') return isList ? 'list' : 'get';
  if (method === 'DELETE') return isList ? 'deletecollection' : 'delete';
  return { POST: 'create', PUT: 'update', PATCH: 'patch' }[method] ?? method.toLowerCase();
}

function subjectOf(route: Route): string {
  if (route.kind === 'path') return '';
  return [route.namespace, route.name].filter((part) => part !== null).join('/');
}

function broken(
  fault: Exclude<FaultKind, 'hang'>,
  user: KubernetesUser,
  verb: string,
  route: Route,
): LoopbackResponse {
  switch (fault) {
    case 'denied':
      throw forbidden(user, verb, route);
    case 'throttled':
      return {
        ...respond(
          429,
          'application/json',
          statusBody({
            code: 429,
            reason: 'TooManyRequests',
            message: 'the server has received too many requests and has asked us to try again later',
            details: { retryAfterSeconds: 1 },
          }),
        ),
        headers: { 'content-type': 'application/json', 'retry-after': '1' },
      };
    case 'unavailable':
      throw new StatusError({
        code: 503,
        reason: 'ServiceUnavailable',
        message: 'the server is currently unable to handle the request',
      });
    case 'garbage':
      return respond(200, 'text/html', '<!DOCTYPE html><html><body>Please sign in.</body></html>');
  }
}

function pageNotFound(): LoopbackResponse {
  return respond(404, 'text/plain; charset=utf-8', '404 page not found\n');
}

function respond(status: number, contentType: string, body: string): LoopbackResponse {
  return { status, headers: { 'content-type': contentType, 'cache-control': 'no-cache, private' }, body };
}
