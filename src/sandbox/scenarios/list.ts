import type { World } from '../world/world.ts';
import { baseWorld } from './base-world.ts';
import { NO_ISSUER } from './cluster/no-issuer.ts';
import { ROLE_STALLED } from './hindered/role-stalled.ts';
import { ROLE_UNREADABLE } from './hindered/role-unreadable.ts';
import { SLOW } from './hindered/slow.ts';
import { THROTTLED } from './hindered/throttled.ts';
import { NOT_MUTATED } from './pod/not-mutated.ts';
import { OLDER_THAN_ANNOTATION } from './pod/older-than-annotation.ts';
import { OTHER_ROLE } from './pod/other-role.ts';
import { OTHER_SERVICE_ACCOUNT } from './pod/other-service-account.ts';
import { PARTIAL_ENVIRONMENT } from './pod/partial-environment.ts';
import { AUDIENCE_NOT_LISTED } from './provider/audience-not-listed.ts';
import { PROVIDER_MISSING } from './provider/missing.ts';
import { PROVIDER_MISSING_IN_ROLE_ACCOUNT } from './provider/missing-in-role-account.ts';
import { ROLE_CASE_DIFFERS } from './role/case-differs.ts';
import { ROLE_MISSING } from './role/missing.ts';
import { ROLE_PATH_LEFT_OUT } from './role/path-left-out.ts';
import type { Scenario } from './scenario.ts';
import { ANNOTATION_KEY_KIAM } from './service-account/annotation-key-kiam.ts';
import { ANNOTATION_KEY_UNDERSCORE } from './service-account/annotation-key-underscore.ts';
import { ANNOTATION_MISPLACED } from './service-account/annotation-misplaced.ts';
import { ANNOTATION_MISSING } from './service-account/annotation-missing.ts';
import { ANNOTATION_SESSION_ARN } from './service-account/annotation-session-arn.ts';
import { ANNOTATION_SHORT_ACCOUNT } from './service-account/annotation-short-account.ts';
import { ANNOTATION_WHITESPACE } from './service-account/annotation-whitespace.ts';
import { SERVICE_ACCOUNT_MISSING } from './service-account/missing.ts';
import { AUDIENCE_MISMATCH } from './trust/audience-mismatch.ts';
import { CLUSTER_RECREATED } from './trust/cluster-recreated.ts';
import { CONDITION_FAILED } from './trust/condition-failed.ts';
import { CONDITION_KEY_ARN } from './trust/condition-key-arn.ts';
import { CONDITION_KEY_OTHER_CLUSTER } from './trust/condition-key-other-cluster.ts';
import { CONDITION_KEY_SCHEME } from './trust/condition-key-scheme.ts';
import { CONDITION_KEY_WILDCARD } from './trust/condition-key-wildcard.ts';
import { EXPLICIT_DENY } from './trust/explicit-deny.ts';
import { NO_WEB_IDENTITY_STATEMENT } from './trust/no-web-identity-statement.ts';
import { POD_IDENTITY_ONLY } from './trust/pod-identity-only.ts';
import { PRINCIPAL_NOT_ARN } from './trust/principal-not-arn.ts';
import { PRINCIPAL_OTHER_ACCOUNT } from './trust/principal-other-account.ts';
import { PRINCIPAL_OTHER_CLUSTER } from './trust/principal-other-cluster.ts';
import { PRINCIPAL_OTHER_PARTITION } from './trust/principal-other-partition.ts';
import { PRINCIPAL_OTHER_REGION } from './trust/principal-other-region.ts';
import { ROLE_SERVES_ANOTHER } from './trust/role-serves-another.ts';
import { SUBJECT_CASE } from './trust/subject-case.ts';
import { SUBJECT_OTHER_NAMESPACE } from './trust/subject-other-namespace.ts';
import { SUBJECT_OTHER_SERVICE_ACCOUNT } from './trust/subject-other-service-account.ts';
import { SUBJECT_WILDCARD_LITERAL } from './trust/subject-wildcard-literal.ts';
import { SUBJECT_WRONG_FORM } from './trust/subject-wrong-form.ts';
import { TOO_BROAD_NO_SUBJECT } from './trust/too-broad-no-subject.ts';
import { TOO_BROAD_WILDCARD } from './trust/too-broad-wildcard.ts';
import { UNDETERMINED } from './trust/undetermined.ts';
import { WRONG_ACTION } from './trust/wrong-action.ts';
import { PLAIN } from './works/plain.ts';
import { POD_IDENTITY } from './works/pod-identity.ts';
import { ROLE_IN_OTHER_ACCOUNT } from './works/role-in-other-account.ts';
import { SECOND_CLUSTER } from './works/second-cluster.ts';

/** All scenarios: what breaks in the order of the chain from service account to trust policy, what works, and what hinders the bot itself. */
export const SCENARIOS: readonly Scenario[] = [
  SERVICE_ACCOUNT_MISSING,
  ANNOTATION_MISSING,
  ANNOTATION_MISPLACED,
  ANNOTATION_KEY_KIAM,
  ANNOTATION_KEY_UNDERSCORE,
  ANNOTATION_WHITESPACE,
  ANNOTATION_SHORT_ACCOUNT,
  ANNOTATION_SESSION_ARN,
  NOT_MUTATED,
  OLDER_THAN_ANNOTATION,
  OTHER_ROLE,
  OTHER_SERVICE_ACCOUNT,
  PARTIAL_ENVIRONMENT,
  NO_ISSUER,
  AUDIENCE_NOT_LISTED,
  PROVIDER_MISSING_IN_ROLE_ACCOUNT,
  PROVIDER_MISSING,
  ROLE_CASE_DIFFERS,
  ROLE_MISSING,
  ROLE_PATH_LEFT_OUT,
  SUBJECT_OTHER_NAMESPACE,
  SUBJECT_OTHER_SERVICE_ACCOUNT,
  SUBJECT_CASE,
  SUBJECT_WRONG_FORM,
  ROLE_SERVES_ANOTHER,
  SUBJECT_WILDCARD_LITERAL,
  AUDIENCE_MISMATCH,
  NO_WEB_IDENTITY_STATEMENT,
  POD_IDENTITY_ONLY,
  PRINCIPAL_NOT_ARN,
  PRINCIPAL_OTHER_ACCOUNT,
  PRINCIPAL_OTHER_REGION,
  PRINCIPAL_OTHER_PARTITION,
  PRINCIPAL_OTHER_CLUSTER,
  CLUSTER_RECREATED,
  WRONG_ACTION,
  CONDITION_KEY_SCHEME,
  CONDITION_KEY_ARN,
  CONDITION_KEY_WILDCARD,
  CONDITION_KEY_OTHER_CLUSTER,
  CONDITION_FAILED,
  EXPLICIT_DENY,
  UNDETERMINED,
  TOO_BROAD_WILDCARD,
  TOO_BROAD_NO_SUBJECT,
  PLAIN,
  POD_IDENTITY,
  ROLE_IN_OTHER_ACCOUNT,
  SECOND_CLUSTER,
  ROLE_STALLED,
  ROLE_UNREADABLE,
  SLOW,
  THROTTLED,
];

/** A fresh world with these scenarios in it, all of them unless told otherwise. */
export function seededWorld(scenarios: readonly Scenario[] = SCENARIOS): World {
  const world = baseWorld();
  for (const one of scenarios) one.seed(world);
  return world;
}
