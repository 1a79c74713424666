import { applicationOwnRole } from './application-own-role.ts';
import { applicationSdkTooOld } from './application-sdk-too-old.ts';
import { applicationStsModuleMissing } from './application-sts-module-missing.ts';
import { applicationWebIdentityUnused } from './application-web-identity-unused.ts';
import { clusterNoIssuer } from './cluster-no-issuer.ts';
import { clusterOtherIssuer } from './cluster-other-issuer.ts';
import { observedLastCall } from './observed-last-call.ts';
import { observedOtherIssuer } from './observed-other-issuer.ts';
import { observedOtherRole } from './observed-other-role.ts';
import { observedOtherSubject } from './observed-other-subject.ts';
import { permissionsBoundary } from './permissions-boundary.ts';
import { permissionsDeniedElsewhere } from './permissions-denied-elsewhere.ts';
import { permissionsEncodedReason } from './permissions-encoded-reason.ts';
import { permissionsEndpointPolicy } from './permissions-endpoint-policy.ts';
import { permissionsExplicitDeny } from './permissions-explicit-deny.ts';
import { permissionsKeyPolicy } from './permissions-key-policy.ts';
import { permissionsMissing } from './permissions-missing.ts';
import { permissionsNodeRole } from './permissions-node-role.ts';
import { permissionsOtherResource } from './permissions-other-resource.ts';
import { permissionsOwnRoleAgain } from './permissions-own-role-again.ts';
import { permissionsPassRole } from './permissions-pass-role.ts';
import { permissionsResourceControlPolicy } from './permissions-resource-control-policy.ts';
import { permissionsResourcePolicy } from './permissions-resource-policy.ts';
import { permissionsSecondHop } from './permissions-second-hop.ts';
import { permissionsSecondHopTrust } from './permissions-second-hop-trust.ts';
import { permissionsServiceControlPolicy } from './permissions-service-control-policy.ts';
import { permissionsSessionPolicy } from './permissions-session-policy.ts';
import { podContainersSkipped } from './pod-containers-skipped.ts';
import { podEphemeralContainer } from './pod-ephemeral-container.ts';
import { POD_IDENTITY_RULES } from './pod-identity-list.ts';
import { podNotMutated } from './pod-not-mutated.ts';
import { podOlderThanAnnotation } from './pod-older-than-annotation.ts';
import { podOptedOut } from './pod-opted-out.ts';
import { podOtherRole } from './pod-other-role.ts';
import { podOtherServiceAccount } from './pod-other-service-account.ts';
import { podPartialEnvironment } from './pod-partial-environment.ts';
import { podProfile } from './pod-profile.ts';
import { podSessionNameInvalid } from './pod-session-name-invalid.ts';
import { podStatic } from './pod-static.ts';
import { podStaticKeys } from './pod-static-keys.ts';
import { podTokenFileAbsent } from './pod-token-file-absent.ts';
import { podTokenUnreadable } from './pod-token-unreadable.ts';
import { podTokenVolumeTaken } from './pod-token-volume-taken.ts';
import { podWindowsPath } from './pod-windows-path.ts';
import { proofAwsRefused } from './proof-aws-refused.ts';
import { providerAudienceNotListed } from './provider-audience-not-listed.ts';
import { providerFoundAfterAll } from './provider-found-after-all.ts';
import { providerMissing } from './provider-missing.ts';
import { providerOtherUrl } from './provider-other-url.ts';
import { providerQuotaReached } from './provider-quota-reached.ts';
import { providerSignInOnly } from './provider-sign-in-only.ts';
import { providerThumbprint } from './provider-thumbprint.ts';
import { roleArnDiffers } from './role-arn-differs.ts';
import { roleMissing } from './role-missing.ts';
import { roleSessionTooLong } from './role-session-too-long.ts';
import type { Rule } from './rule.ts';
import { serviceAccountAnnotatedElsewhere } from './service-account-annotated-elsewhere.ts';
import { serviceAccountAnnotationKey } from './service-account-annotation-key.ts';
import { serviceAccountAnnotationMalformed } from './service-account-annotation-malformed.ts';
import { serviceAccountAnnotationMisplaced } from './service-account-annotation-misplaced.ts';
import { serviceAccountAnnotationMissing } from './service-account-annotation-missing.ts';
import { serviceAccountAnnotationOtherPartition } from './service-account-annotation-other-partition.ts';
import { serviceAccountAnnotationWhitespace } from './service-account-annotation-whitespace.ts';
import { serviceAccountAudience } from './service-account-audience.ts';
import { serviceAccountMissing } from './service-account-missing.ts';
import { stsCertificate } from './sts-certificate.ts';
import { stsGlobalEndpoint } from './sts-global-endpoint.ts';
import { stsKeysUnreachable } from './sts-keys-unreachable.ts';
import { stsOtherEndpoint } from './sts-other-endpoint.ts';
import { stsOtherPartition } from './sts-other-partition.ts';
import { stsProxy } from './sts-proxy.ts';
import { stsRegionDisabled } from './sts-region-disabled.ts';
import { stsSigningScope } from './sts-signing-scope.ts';
import { stsThrottled } from './sts-throttled.ts';
import { stsUnreachable } from './sts-unreachable.ts';
import { tokenAudienceMissing } from './token-audience-missing.ts';
import { tokenExpired } from './token-expired.ts';
import { tokenNotAJwt } from './token-not-a-jwt.ts';
import { tokenOtherAudience } from './token-other-audience.ts';
import { trustAudienceMismatch } from './trust-audience-mismatch.ts';
import { trustCallerKey } from './trust-caller-key.ts';
import { trustConditionFailed } from './trust-condition-failed.ts';
import { trustConditionKeyMalformed } from './trust-condition-key-malformed.ts';
import { trustConditionKeyOtherCluster } from './trust-condition-key-other-cluster.ts';
import { trustExplicitDeny } from './trust-explicit-deny.ts';
import { trustNegatedElement } from './trust-negated-element.ts';
import { trustNoWebIdentityStatement } from './trust-no-web-identity-statement.ts';
import { trustPlaceholder } from './trust-placeholder.ts';
import { trustPrincipalMismatch } from './trust-principal-mismatch.ts';
import { trustPrincipalNotArn } from './trust-principal-not-arn.ts';
import { trustRefusedAllTheSame } from './trust-refused-all-the-same.ts';
import { trustSessionName } from './trust-session-name.ts';
import { trustSubjectMismatch } from './trust-subject-mismatch.ts';
import { trustSubjectWildcardLiteral } from './trust-subject-wildcard-literal.ts';
import { trustTooBroad } from './trust-too-broad.ts';
import { trustUndetermined } from './trust-undetermined.ts';
import { trustWrongAction } from './trust-wrong-action.ts';
import { webhookDoesNotSelect } from './webhook-does-not-select.ts';
import { webhookMissing } from './webhook-missing.ts';
import { webhookNoCaBundle } from './webhook-no-ca-bundle.ts';
import { webhookNotReady } from './webhook-not-ready.ts';

/** All rules, in causal order: what stands earlier can bring about what stands later. */
export const RULES: readonly Rule[] = [
  serviceAccountMissing,
  serviceAccountAnnotatedElsewhere,
  serviceAccountAnnotationMissing,
  serviceAccountAnnotationMisplaced,
  serviceAccountAnnotationKey,
  serviceAccountAnnotationWhitespace,
  serviceAccountAnnotationMalformed,
  serviceAccountAnnotationOtherPartition,
  serviceAccountAudience,
  webhookMissing,
  webhookDoesNotSelect,
  webhookNoCaBundle,
  webhookNotReady,
  podOtherServiceAccount,
  podStatic,
  podOptedOut,
  podContainersSkipped,
  podNotMutated,
  podOlderThanAnnotation,
  podPartialEnvironment,
  podTokenVolumeTaken,
  podWindowsPath,
  podOtherRole,
  podTokenUnreadable,
  podTokenFileAbsent,
  podStaticKeys,
  podProfile,
  podSessionNameInvalid,
  podEphemeralContainer,
  applicationStsModuleMissing,
  applicationSdkTooOld,
  applicationWebIdentityUnused,
  applicationOwnRole,
  tokenExpired,
  tokenAudienceMissing,
  tokenNotAJwt,
  tokenOtherAudience,
  ...POD_IDENTITY_RULES,
  clusterNoIssuer,
  clusterOtherIssuer,
  providerOtherUrl,
  providerMissing,
  providerSignInOnly,
  providerQuotaReached,
  providerAudienceNotListed,
  providerThumbprint,
  providerFoundAfterAll,
  stsProxy,
  stsUnreachable,
  stsGlobalEndpoint,
  stsCertificate,
  stsRegionDisabled,
  stsSigningScope,
  stsOtherEndpoint,
  stsOtherPartition,
  stsKeysUnreachable,
  stsThrottled,
  roleMissing,
  roleArnDiffers,
  roleSessionTooLong,
  trustExplicitDeny,
  trustNoWebIdentityStatement,
  trustPlaceholder,
  trustPrincipalNotArn,
  trustPrincipalMismatch,
  trustWrongAction,
  trustConditionKeyMalformed,
  trustConditionKeyOtherCluster,
  trustSubjectWildcardLiteral,
  trustSubjectMismatch,
  trustAudienceMismatch,
  trustConditionFailed,
  trustSessionName,
  trustCallerKey,
  trustUndetermined,
  trustRefusedAllTheSame,
  trustNegatedElement,
  trustTooBroad,
  permissionsEncodedReason,
  permissionsOwnRoleAgain,
  permissionsExplicitDeny,
  permissionsServiceControlPolicy,
  permissionsResourceControlPolicy,
  permissionsEndpointPolicy,
  permissionsSessionPolicy,
  permissionsBoundary,
  permissionsResourcePolicy,
  permissionsKeyPolicy,
  permissionsPassRole,
  permissionsSecondHop,
  permissionsSecondHopTrust,
  permissionsOtherResource,
  permissionsMissing,
  permissionsDeniedElsewhere,
  permissionsNodeRole,
  proofAwsRefused,
  observedLastCall,
  observedOtherSubject,
  observedOtherIssuer,
  observedOtherRole,
];
