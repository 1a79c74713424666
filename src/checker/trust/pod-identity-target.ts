import { known } from './assume-role/context.ts';
import { evaluateCall } from './assume-role/evaluate-call.ts';
import { proposeCall } from './assume-role/propose-call.ts';
import type { AssumeRoleEvaluation, AssumeRoleRequest, Caller } from './assume-role/request.ts';
import type { KeyState } from './decide/request-context.ts';
import { POD_IDENTITY_ACTIONS, type PodIdentityRequest } from './pod-identity.ts';
import type { JsonObject, JsonValue, Proposal } from './types.ts';

/** The second step of an association with a target role: its own role, taken already, assumes the target. */
export interface TargetRoleRequest extends PodIdentityRequest {
  /** The association's own role. */
  readonly first: Extract<Caller, { readonly kind: 'role' }>;
  /** What EKS sends for `sts:ExternalId`. */
  readonly externalId: string | null;
}

/** Decides by the target's trust policy whether the association's role may assume it. */
export function evaluateTargetTrust(
  policy: string | JsonValue,
  request: TargetRoleRequest,
): AssumeRoleEvaluation {
  return evaluateCall(policy, callOf(request));
}

/** Proposes a corrected trust policy of the target and proves it; with the reason where none can be. */
export function proposeTargetTrust(policy: string | JsonValue, request: TargetRoleRequest): Proposal {
  return proposeCall(policy, callOf(request), {
    ownStatement: targetStatement(request),
    caller: `role ${request.first.name} of account ${request.first.accountId} for this association`,
    everyCaller: `role ${request.first.name} of account ${request.first.accountId}`,
  });
}

/** The statement that lets exactly this association's role in, as a target's trust policy holds it. */
export function targetStatement(request: TargetRoleRequest): JsonObject {
  const { externalId, first } = request;
  return {
    Effect: 'Allow',
    Principal: { AWS: first.arn },
    Action: request.hasSessionTags ? [...POD_IDENTITY_ACTIONS] : 'sts:AssumeRole',
    ...(externalId === null ? {} : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
  };
}

function callOf(request: TargetRoleRequest): AssumeRoleRequest {
  return {
    caller: request.first,
    // The tags of the first step are transitive, so that the second one carries them as well.
    actions: request.hasSessionTags ? POD_IDENTITY_ACTIONS : ['sts:AssumeRole'],
    key: (name) => stateOf(name, request),
    now: request.now,
  };
}

function stateOf(name: string, request: TargetRoleRequest): KeyState {
  const { externalId, first } = request;
  switch (name) {
    case 'sts:externalid':
      return externalId === null ? { state: 'absent' } : known(externalId);
    case 'aws:principalarn':
      return known(first.arn);
    case 'aws:principalaccount':
      return known(first.accountId);
    case 'aws:principaltype':
      return known('AssumedRole');
    case 'aws:sourceaccount':
    case 'aws:sourcearn':
      // A role calls here, and no service in somebody's name.
      return { state: 'absent' };
    case 'sts:rolesessionname':
      return { state: 'present', values: null };
    default:
      return tagState(name, request);
  }
}

/** Session tags of the first step are tags of the caller in the second. */
function tagState(name: string, request: TargetRoleRequest): KeyState {
  if (request.hasSessionTags) {
    const tags = new Map([
      ['aws:principaltag/eks-cluster-arn', request.clusterArn],
      ['aws:principaltag/eks-cluster-name', request.clusterName],
      ['aws:principaltag/kubernetes-namespace', request.namespace],
      ['aws:principaltag/kubernetes-service-account', request.serviceAccount],
    ]);
    const value = tags.get(name);
    if (value !== undefined) return known(value);
  }
  return { state: name.startsWith('aws:') || name.startsWith('sts:') ? 'unknown' : 'absent' };
}
