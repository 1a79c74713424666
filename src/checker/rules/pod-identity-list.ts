import { podIdentityAgentBehindProxy } from './pod-identity-agent-behind-proxy.ts';
import { podIdentityAgentMissing } from './pod-identity-agent-missing.ts';
import { podIdentityAgentNotReady } from './pod-identity-agent-not-ready.ts';
import { podIdentityAgentOtherAddress } from './pod-identity-agent-other-address.ts';
import { podIdentityAgentRefusesToken } from './pod-identity-agent-refuses-token.ts';
import { podIdentityAgentUnreachable } from './pod-identity-agent-unreachable.ts';
import { podIdentityAssociationAstray } from './pod-identity-association-astray.ts';
import { podIdentityAssociationNotFound } from './pod-identity-association-not-found.ts';
import { podIdentityAssociationWanted } from './pod-identity-association-wanted.ts';
import { podIdentityBothMechanisms } from './pod-identity-both-mechanisms.ts';
import { podIdentityCredentialsUnused } from './pod-identity-credentials-unused.ts';
import { podIdentityNoAssociation } from './pod-identity-no-association.ts';
import { podIdentityNodePermission } from './pod-identity-node-permission.ts';
import { podIdentityNodeWithoutAgent } from './pod-identity-node-without-agent.ts';
import { podIdentityPartialEnvironment } from './pod-identity-partial-environment.ts';
import { podIdentityPlatformTooOld } from './pod-identity-platform-too-old.ts';
import { podIdentityPodNotMutated } from './pod-identity-pod-not-mutated.ts';
import { podIdentityPodOlderThanAssociation } from './pod-identity-pod-older-than-association.ts';
import { podIdentityRefusedAllTheSame } from './pod-identity-refused-all-the-same.ts';
import { podIdentityRoleAccount } from './pod-identity-role-account.ts';
import { podIdentityRoleMissing } from './pod-identity-role-missing.ts';
import { podIdentitySdkRefusesAgent } from './pod-identity-sdk-refuses-agent.ts';
import { podIdentitySdkTooOld } from './pod-identity-sdk-too-old.ts';
import { podIdentitySessionPolicy } from './pod-identity-session-policy.ts';
import { podIdentitySessionTagsTooLarge } from './pod-identity-session-tags-too-large.ts';
import { podIdentityTagSessionDenied } from './pod-identity-tag-session-denied.ts';
import { podIdentityTargetPermission } from './pod-identity-target-permission.ts';
import { podIdentityTargetRoleMissing } from './pod-identity-target-role-missing.ts';
import { podIdentityTargetTrust } from './pod-identity-target-trust.ts';
import { podIdentityTrustAction } from './pod-identity-trust-action.ts';
import { podIdentityTrustCondition } from './pod-identity-trust-condition.ts';
import { podIdentityTrustExplicitDeny } from './pod-identity-trust-explicit-deny.ts';
import { podIdentityTrustNoStatement } from './pod-identity-trust-no-statement.ts';
import { podIdentityTrustUndetermined } from './pod-identity-trust-undetermined.ts';
import { podIdentityUnsupportedCompute } from './pod-identity-unsupported-compute.ts';
import type { Rule } from './rule.ts';

/** The rules of the chain of EKS Pod Identity, in causal order. */
export const POD_IDENTITY_RULES: readonly Rule[] = [
  podIdentityAssociationAstray,
  podIdentityNoAssociation,
  podIdentityPlatformTooOld,
  podIdentityUnsupportedCompute,
  podIdentityPodOlderThanAssociation,
  podIdentityPodNotMutated,
  podIdentityPartialEnvironment,
  podIdentityBothMechanisms,
  podIdentityAgentMissing,
  podIdentityAgentNotReady,
  podIdentityNodeWithoutAgent,
  podIdentityAgentBehindProxy,
  podIdentityRoleAccount,
  podIdentityRoleMissing,
  podIdentityTrustExplicitDeny,
  podIdentityTrustNoStatement,
  podIdentityTrustAction,
  podIdentityTrustCondition,
  podIdentityTrustUndetermined,
  podIdentityTargetRoleMissing,
  podIdentityTargetTrust,
  podIdentityTargetPermission,
  podIdentitySessionPolicy,
  podIdentityTagSessionDenied,
  podIdentitySessionTagsTooLarge,
  podIdentitySdkRefusesAgent,
  podIdentitySdkTooOld,
  podIdentityAgentUnreachable,
  podIdentityAgentRefusesToken,
  podIdentityAgentOtherAddress,
  podIdentityNodePermission,
  podIdentityAssociationNotFound,
  podIdentityRefusedAllTheSame,
  podIdentityCredentialsUnused,
  podIdentityAssociationWanted,
];
