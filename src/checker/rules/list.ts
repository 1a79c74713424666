import { clusterNoIssuer } from './cluster-no-issuer.ts';
import { podNotMutated } from './pod-not-mutated.ts';
import { podOlderThanAnnotation } from './pod-older-than-annotation.ts';
import { podOtherRole } from './pod-other-role.ts';
import { podOtherServiceAccount } from './pod-other-service-account.ts';
import { podPartialEnvironment } from './pod-partial-environment.ts';
import { providerAudienceNotListed } from './provider-audience-not-listed.ts';
import { providerMissing } from './provider-missing.ts';
import { roleArnDiffers } from './role-arn-differs.ts';
import { roleMissing } from './role-missing.ts';
import type { Rule } from './rule.ts';
import { serviceAccountAnnotationKey } from './service-account-annotation-key.ts';
import { serviceAccountAnnotationMalformed } from './service-account-annotation-malformed.ts';
import { serviceAccountAnnotationMisplaced } from './service-account-annotation-misplaced.ts';
import { serviceAccountAnnotationMissing } from './service-account-annotation-missing.ts';
import { serviceAccountAnnotationWhitespace } from './service-account-annotation-whitespace.ts';
import { serviceAccountMissing } from './service-account-missing.ts';
import { trustAudienceMismatch } from './trust-audience-mismatch.ts';
import { trustConditionFailed } from './trust-condition-failed.ts';
import { trustConditionKeyMalformed } from './trust-condition-key-malformed.ts';
import { trustConditionKeyOtherCluster } from './trust-condition-key-other-cluster.ts';
import { trustExplicitDeny } from './trust-explicit-deny.ts';
import { trustNoWebIdentityStatement } from './trust-no-web-identity-statement.ts';
import { trustPrincipalMismatch } from './trust-principal-mismatch.ts';
import { trustPrincipalNotArn } from './trust-principal-not-arn.ts';
import { trustSubjectMismatch } from './trust-subject-mismatch.ts';
import { trustSubjectWildcardLiteral } from './trust-subject-wildcard-literal.ts';
import { trustTooBroad } from './trust-too-broad.ts';
import { trustUndetermined } from './trust-undetermined.ts';
import { trustWrongAction } from './trust-wrong-action.ts';

/** All rules, in causal order: what stands earlier can bring about what stands later. */
export const RULES: readonly Rule[] = [
  serviceAccountMissing,
  serviceAccountAnnotationMissing,
  serviceAccountAnnotationMisplaced,
  serviceAccountAnnotationKey,
  serviceAccountAnnotationWhitespace,
  serviceAccountAnnotationMalformed,
  podOtherServiceAccount,
  podNotMutated,
  podOlderThanAnnotation,
  podPartialEnvironment,
  podOtherRole,
  clusterNoIssuer,
  providerMissing,
  providerAudienceNotListed,
  roleMissing,
  roleArnDiffers,
  trustExplicitDeny,
  trustNoWebIdentityStatement,
  trustPrincipalNotArn,
  trustPrincipalMismatch,
  trustWrongAction,
  trustConditionKeyMalformed,
  trustConditionKeyOtherCluster,
  trustSubjectWildcardLiteral,
  trustSubjectMismatch,
  trustAudienceMismatch,
  trustConditionFailed,
  trustUndetermined,
  trustTooBroad,
];
