import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type LoopbackRequest,
  type LoopbackResponse,
  type LoopbackServer,
  serveOnLoopback,
} from '../loopback-server.ts';
import { type RequestRecord, record } from '../request-log.ts';
import { delayOf, type FaultKind, takeFault } from '../world/fault.ts';
import { accountOf, type World } from '../world/world.ts';
import { AwsError } from './aws-error.ts';
import { accessDenied, authorise, type Caller } from './caller.ts';
import { isTrailOperation, lookupEvents, trailSubject } from './cloudtrail-operation.ts';
import { type CredentialScope, credentialScopeOf } from './credential-scope.ts';
import { type EndpointOf, eksOperationOf } from './eks-operation.ts';
import { QUERY_SERVICES, queryActionOf, queryResult } from './query-service.ts';
import { createSessionStore, type SessionStore } from './session-store.ts';
import { assumeRoleWithWebIdentity, WEB_IDENTITY_ACTION, type WebIdentity } from './web-identity-action.ts';
import { wireOf } from './wire.ts';

/** A call that was understood and may now be delayed, broken, refused or run. */
interface Call {
  readonly service: 'iam' | 'sts' | 'eks' | 'cloudtrail';
  readonly action: string;
  readonly subject: string;
  readonly caller: Caller;
  /** As a refusal names it; null where no permission is needed. */
  readonly resource: string | null;
  /** Runs it and returns the body. Throws AwsError. */
  run(requestId: string): string;
}

interface Surroundings {
  readonly world: World;
  readonly sessions: SessionStore;
  readonly endpointOf: EndpointOf;
  readonly log: RequestRecord[];
  readonly webIdentity: WebIdentity;
}

/**
 * IAM, STS, EKS and CloudTrail on one address, told apart by the signature's scope, as `AWS_ENDPOINT_URL` points all SDK clients to one place.
 * The signature itself is not verified; the access key decides who calls and in which account.
 */
export function startAws(
  world: World,
  endpointOf: EndpointOf,
  log: RequestRecord[],
  webIdentity: WebIdentity,
): Promise<LoopbackServer> {
  const sessions = createSessionStore(world);
  const surroundings: Surroundings = { world, sessions, endpointOf, log, webIdentity };
  return serveOnLoopback((request) => answer(request, surroundings));
}

async function answer(
  request: LoopbackRequest,
  surroundings: Surroundings,
): Promise<LoopbackResponse | null> {
  const requestId = randomUUID();
  const scope = scopeOrError(request);
  const wire = wireOf(scope instanceof AwsError ? guessService(request) : scope.service);
  const fail = (error: AwsError): LoopbackResponse => {
    const { body, headers } = wire.error(error, requestId);
    return respond(error.status, wire.contentType, requestId, body, headers);
  };
  if (scope instanceof AwsError) return fail(scope);
  let entry: RequestRecord | null = null;
  try {
    const call = understand(request, scope, surroundings);
    const { service, action, subject, caller } = call;
    entry = record(surroundings.log, { service, action, subject, place: caller.accountId });
    const api = `${service}:${action}`;
    const fault = takeFault(surroundings.world.faults, api, subject);
    const ms = delayOf(surroundings.world.delays, api, subject);
    if (ms > 0) await sleep(ms, undefined, { signal: request.signal });
    if (fault === 'hang') return null;
    if (fault === 'garbage') return garbage(requestId);
    if (fault !== null) throw faultError(fault, call, api);
    if (call.resource !== null) authorise(caller, api, call.resource);
    const body = call.run(requestId);
    entry.status = 200;
    return respond(200, wire.contentType, requestId, body, {});
  } catch (error) {
    if (request.signal.aborted) return null;
    const failure =
      error instanceof AwsError
        ? error
        : new AwsError('InternalFailure', 500, `The sandbox failed: ${error}`);
    if (entry !== null) entry.status = failure.status;
    return fail(failure);
  }
}

function understand(request: LoopbackRequest, scope: CredentialScope, surroundings: Surroundings): Call {
  const { world, sessions, endpointOf } = surroundings;
  if (isWebIdentityCall(request)) return webIdentityCall(request, surroundings);
  const caller = sessions.callerOf(scope.accessKeyId);
  const service = QUERY_SERVICES.get(scope.service);
  if (service !== undefined) {
    const parameters = new URLSearchParams(request.method === 'POST' ? request.body : request.query);
    const action = queryActionOf(service, parameters);
    const name = parameters.get('Action') ?? '';
    const call = { world, sessions, caller, parameters, account: accountOf(world, caller.accountId) };
    return {
      service: service.name,
      action: name,
      subject: action.subject(parameters),
      caller,
      resource: action.resource(call),
      run: (requestId) => queryResult(service, name, action.run(call), requestId),
    };
  }
  if (scope.service === 'cloudtrail' && isTrailOperation(request.headers['x-amz-target'])) {
    return {
      service: 'cloudtrail',
      action: 'LookupEvents',
      subject: trailSubject(request.body),
      caller,
      resource: '*',
      run: () => lookupEvents(request.body, accountOf(world, caller.accountId), scope.region),
    };
  }
  const operation =
    scope.service === 'eks' && request.method === 'GET' ? eksOperationOf(request.path, request.query) : null;
  if (operation === null) {
    throw new AwsError('UnknownOperationException', 404, `No ${scope.service} operation at ${request.path}.`);
  }
  const call = { world, caller, endpointOf, region: scope.region, query: request.query };
  return {
    service: 'eks',
    action: operation.name,
    subject: operation.subject,
    caller,
    resource: operation.resource(call),
    run: () => JSON.stringify(operation.run(call)),
  };
}

/** Unsigned, since the token is all that proves who calls. */
function isWebIdentityCall({ method, body }: LoopbackRequest): boolean {
  return method === 'POST' && new URLSearchParams(body).get('Action') === WEB_IDENTITY_ACTION;
}

function webIdentityCall(request: LoopbackRequest, surroundings: Surroundings): Call {
  const parameters = new URLSearchParams(request.body);
  const subject = parameters.get('RoleArn') ?? '';
  const service = QUERY_SERVICES.get('sts');
  if (service === undefined) throw new Error('there is no STS');
  return {
    service: 'sts',
    action: WEB_IDENTITY_ACTION,
    subject,
    caller: { accountId: '', arn: '', userId: '', actions: null },
    resource: null,
    run: (requestId) =>
      queryResult(
        service,
        WEB_IDENTITY_ACTION,
        assumeRoleWithWebIdentity(
          parameters,
          { ...surroundings, userAgent: request.headers['user-agent'] ?? '' },
          surroundings.webIdentity,
        ),
        requestId,
      ),
  };
}

function scopeOrError(request: LoopbackRequest): CredentialScope | AwsError {
  if (isWebIdentityCall(request)) return { accessKeyId: '', region: '', service: 'sts' };
  try {
    return credentialScopeOf(request);
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

/** An unsigned call still gets its refusal in the form of the service that it was meant for, as far as that shows. */
function guessService(request: LoopbackRequest): string {
  return request.path.startsWith('/clusters') ? 'eks' : request.body.includes('2011-06-15') ? 'sts' : 'iam';
}

function faultError(fault: Exclude<FaultKind, 'hang' | 'garbage'>, call: Call, api: string): AwsError {
  if (fault === 'denied') return accessDenied(call.caller, api, call.resource ?? '*');
  if (fault === 'unavailable') {
    return new AwsError('ServiceUnavailable', 503, 'Service is unavailable. Please try again shortly.');
  }
  return new AwsError('Throttling', call.service === 'eks' ? 429 : 400, 'Rate exceeded');
}

/** What a captive portal or a proxy says in the service's place. */
function garbage(requestId: string): LoopbackResponse {
  return respond(200, 'text/html', requestId, '<!DOCTYPE html><html><body>Please sign in.</body></html>', {});
}

function respond(
  status: number,
  contentType: string,
  requestId: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): LoopbackResponse {
  return {
    status,
    headers: { 'content-type': contentType, 'x-amzn-requestid': requestId, ...headers },
    body,
  };
}
