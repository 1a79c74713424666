import { knownOrNull } from '../known.ts';
import { podIdentityRequest, targetRoleRequest } from '../pod-identity.ts';
import { parseRoleArn } from '../role-arn.ts';
import type { Situation } from '../situation.ts';
import { proposePodIdentityTrust } from '../trust/pod-identity.ts';
import { proposeTargetTrust } from '../trust/pod-identity-target.ts';
import { rolePolicyFix, type TrustPolicyFix } from './role-policy-fix.ts';

const NOT_KNOWN: TrustPolicyFix = { fix: null, reason: 'The role or the cluster is not known.' };

/** Corrects the trust policy of the association's role, proven. */
export function podIdentityTrustFix(situation: Situation): TrustPolicyFix {
  const role = knownOrNull(situation.evidence.associationRole);
  const request = podIdentityRequest(situation);
  if (role === null || request === null) return NOT_KNOWN;
  return rolePolicyFix(role, proposePodIdentityTrust(role.trustPolicy, request), accountOf(role.arn));
}

/** Corrects the trust policy of the association's target role, proven. */
export function targetTrustFix(situation: Situation): TrustPolicyFix {
  const role = knownOrNull(situation.evidence.targetRole);
  const request = targetRoleRequest(situation);
  if (role === null || request === null) return NOT_KNOWN;
  return rolePolicyFix(role, proposeTargetTrust(role.trustPolicy, request), accountOf(role.arn));
}

function accountOf(arn: string): string {
  return parseRoleArn(arn)?.accountId ?? 'of the role';
}
