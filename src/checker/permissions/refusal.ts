import { knownOrNull } from '../known.ts';
import type { Situation } from '../situation.ts';
import type { DeniedCallEvidence } from '../vocabulary/denied-call.ts';
import { type DeniedCall, deniedCall, isOwnRoleAgain, nextRoleOf } from './denied-call.ts';
import { type MeantResource, meantResource } from './meant-resource.ts';
import { namesCaller, nextRoleTrust } from './next-role-trust.ts';
import { type Weighed, weighPolicies } from './weigh-policies.ts';

/** Which policy refused a call, or which permission is missing. */
export type RefusedBy =
  | 'own-role-again'
  | 'next-role'
  | 'second-hop'
  | 'boundary'
  | 'explicit-deny'
  | 'service-control-policy'
  | 'resource-control-policy'
  | 'endpoint-policy'
  | 'session-policy'
  | 'resource-policy'
  | 'key-policy'
  | 'pass-role'
  | 'other-resource'
  | 'missing'
  /** The role's own policies allow it, so that something denies that cannot be read. */
  | 'elsewhere'
  /** The text says that a policy of the role is missing, and by now it is there. */
  | 'allowed-now'
  | 'undetermined';

export interface Refusal {
  readonly by: RefusedBy;
  readonly call: DeniedCall;
  readonly read: DeniedCallEvidence;
  /** What the role's policies say, as far as they could be read; null where they were not. */
  readonly weighed: Weighed | null;
  /** What the application probably meant to use. */
  readonly meant: MeantResource | null;
}

/** Explains the refused call that the question is about; null where there is none. */
export function refusalOf(situation: Situation): Refusal | null {
  const call = deniedCall(situation);
  const read = situation.evidence.deniedCall;
  if (call === null || read === undefined) return null;
  const policies = knownOrNull(read.policies)?.policies ?? null;
  const weighed = policies === null ? null : weighPolicies(policies, call.action, call.resource);
  const meant =
    weighed === null || call.resource === null ? null : meantResource(weighed.elsewhere, call.resource);
  return { by: byOf(situation, { call, read, weighed, meant }), call, read, weighed, meant };
}

type Parts = Omit<Refusal, 'by'>;

function byOf(situation: Situation, parts: Parts): RefusedBy {
  const { call, read } = parts;
  if (isOwnRoleAgain(call)) return 'own-role-again';
  switch (call.reason) {
    case 'scp':
      return 'service-control-policy';
    case 'rcp':
      return 'resource-control-policy';
    case 'vpce':
      return 'endpoint-policy';
    case 'session':
      return 'session-policy';
    case 'boundary':
      return 'boundary';
    case 'explicit-deny':
      return 'explicit-deny';
    case 'resource-based':
      if (nextRoleOf(call) !== null) return lacksPermission(parts) ? 'second-hop' : 'next-role';
      return isOfKey(call) ? 'key-policy' : 'resource-policy';
    case 'identity-based': {
      const isAllowed = knownOrNull(read.simulation)?.decision === 'allowed';
      return isAllowed ? 'allowed-now' : missingOf(parts);
    }
    case null:
      return untold(situation, parts);
  }
}

/** The text says no more than that it was denied, as older messages and those of S3 did. */
function untold(situation: Situation, parts: Parts): RefusedBy {
  const { call, read, weighed } = parts;
  const simulation = knownOrNull(read.simulation);
  if (simulation?.isAllowedByOrganization === false) return 'service-control-policy';
  if (simulation?.decision === 'explicitDeny' || (simulation === null && weighed?.deny?.isCertain === true)) {
    return 'explicit-deny';
  }
  if (nextRoleOf(call) !== null && namesCaller(situation, call)) return beyond(situation, parts);
  if (simulation === null && !isDecided(parts)) return 'undetermined';
  if (!lacksPermission(parts)) return beyond(situation, parts);
  return simulation?.isAllowedByBoundary === false && weighed?.allows === 'true'
    ? 'boundary'
    : missingOf(parts);
}

/** By the role's own policies it may. */
function beyond(situation: Situation, { call }: Parts): RefusedBy {
  if (nextRoleOf(call) !== null) {
    return nextRoleTrust(situation, call)?.decision === 'allowed' ? 'elsewhere' : 'next-role';
  }
  return isOfKey(call) ? 'key-policy' : 'elsewhere';
}

/** Whether the documents alone settle it: all were read, and nothing in them hangs on a condition. */
function isDecided({ read, weighed }: Parts): boolean {
  const policies = knownOrNull(read.policies);
  if (policies === null || weighed === null || policies.unread.length > 0) return false;
  return weighed.deny === null && weighed.allows !== 'unknown' && read.boundary.state === 'absent';
}

function lacksPermission({ read, weighed }: Parts): boolean {
  const simulation = knownOrNull(read.simulation);
  return simulation === null ? weighed?.allows === 'false' : simulation.decision === 'implicitDeny';
}

function missingOf({ call, meant }: Parts): RefusedBy {
  if (call.action === 'iam:PassRole') return 'pass-role';
  if (nextRoleOf(call) !== null) return 'second-hop';
  return meant === null ? 'missing' : 'other-resource';
}

function isOfKey({ action }: DeniedCall): boolean {
  return action.startsWith('kms:');
}
