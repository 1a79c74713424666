import { knownOrNull } from './known.ts';
import { parseRoleArn, type RoleArn } from './role-arn.ts';
import type { Situation } from './situation.ts';
import type { AssumeRoleEvaluation } from './trust/assume-role/request.ts';
import {
  evaluatePodIdentityTrust,
  POD_IDENTITY_ACTIONS,
  type PodIdentityRequest,
} from './trust/pod-identity.ts';
import { evaluateTargetTrust, type TargetRoleRequest } from './trust/pod-identity-target.ts';

/** The call by which EKS assumes the association's role; null where association or cluster are not known. */
export function podIdentityRequest({ evidence, epochMs }: Situation): PodIdentityRequest | null {
  const association = knownOrNull(evidence.association);
  const cluster = knownOrNull(evidence.cluster);
  if (association === null || cluster === null) return null;
  return {
    namespace: association.namespace,
    serviceAccount: association.serviceAccount,
    clusterName: cluster.name,
    clusterArn: cluster.arn,
    clusterAccountId: cluster.accountId,
    hasSessionTags: association.hasSessionTags,
    now: epochMs,
  };
}

/** The call by which the association's role assumes the target; null where there is none, or too little is known. */
export function targetRoleRequest(situation: Situation): TargetRoleRequest | null {
  const request = podIdentityRequest(situation);
  const association = knownOrNull(situation.evidence.association);
  if (request === null || association?.targetRoleArn == null) return null;
  const first = parseRoleArn(association.roleArn);
  if (first === null) return null;
  const { partition, accountId, name } = first;
  return {
    ...request,
    first: { kind: 'role', arn: association.roleArn, partition, accountId, name },
    externalId: association.externalId,
  };
}

/** How the trust policy of the association's role decides; null where either is not known. */
export function podIdentityTrust(situation: Situation): AssumeRoleEvaluation | null {
  const role = knownOrNull(situation.evidence.associationRole);
  const request = podIdentityRequest(situation);
  return role === null || request === null ? null : evaluatePodIdentityTrust(role.trustPolicy, request);
}

/** How the trust policy of the target role decides; null where either is not known. */
export function targetTrust(situation: Situation): AssumeRoleEvaluation | null {
  const role = knownOrNull(situation.evidence.targetRole);
  const request = targetRoleRequest(situation);
  return role === null || request === null ? null : evaluateTargetTrust(role.trustPolicy, request);
}

/** What the association's role has to be permitted besides being trusted. */
export interface TargetPermission {
  readonly first: RoleArn;
  readonly targetArn: string;
  readonly actions: readonly string[];
}

/**
 * The calls that the policies of the association's role have to allow; null where there is no target, where it does not trust the role, or
 * where the trust policy names the role itself within one account, which is enough.
 */
export function targetPermissionInQuestion(situation: Situation): TargetPermission | null {
  const association = knownOrNull(situation.evidence.association);
  const role = knownOrNull(situation.evidence.targetRole);
  const first = parseRoleArn(association?.roleArn ?? '');
  const target = parseRoleArn(association?.targetRoleArn ?? '');
  if (association === null || role === null || first === null || target === null) return null;
  if (targetTrust(situation)?.decision !== 'allowed') return null;
  // An account alone would leave it to the role's own policies.
  const isNamed = role.trustPolicy.includes(JSON.stringify(association.roleArn));
  if (isNamed && first.accountId === target.accountId) return null;
  return {
    first,
    targetArn: role.arn,
    actions: association.hasSessionTags ? POD_IDENTITY_ACTIONS : ['sts:AssumeRole'],
  };
}
