import type { World } from '../world/world.ts';
import { SDK_TOO_OLD } from './application/sdk-too-old.ts';
import { WEB_IDENTITY_UNUSED } from './application/web-identity-unused.ts';
import { baseWorld } from './base-world.ts';
import { NO_ISSUER } from './cluster/no-issuer.ts';
import { ROLE_STALLED } from './hindered/role-stalled.ts';
import { ROLE_UNREADABLE } from './hindered/role-unreadable.ts';
import { SLOW } from './hindered/slow.ts';
import { THROTTLED } from './hindered/throttled.ts';
import { REFUSED_OF_LATE } from './observed/last-call.ts';
import { REFUSED_ELSEWHERE } from './observed/other-issuer.ts';
import { REFUSED_OTHER_ROLE } from './observed/other-role.ts';
import { REFUSED_TO_ANOTHER } from './observed/other-subject.ts';
import { REFUSED_CALLS } from './permissions/list.ts';
import { CONTAINERS_SKIPPED } from './pod/containers-skipped.ts';
import { EPHEMERAL_CONTAINER } from './pod/ephemeral-container.ts';
import { NOT_MUTATED } from './pod/not-mutated.ts';
import { OLDER_THAN_ANNOTATION } from './pod/older-than-annotation.ts';
import { OPTED_OUT } from './pod/opted-out.ts';
import { OTHER_ROLE } from './pod/other-role.ts';
import { OTHER_SERVICE_ACCOUNT } from './pod/other-service-account.ts';
import { PARTIAL_ENVIRONMENT } from './pod/partial-environment.ts';
import { PROFILE } from './pod/profile.ts';
import { SESSION_NAME_INVALID } from './pod/session-name-invalid.ts';
import { STATIC } from './pod/static.ts';
import { STATIC_KEYS } from './pod/static-keys.ts';
import { TOKEN_VOLUME_TAKEN } from './pod/token-volume-taken.ts';
import { WINDOWS_PATH } from './pod/windows-path.ts';
import { OF_POD_IDENTITY } from './pod-identity/list.ts';
import { TARGET_ROLE_TAKEN } from './pod-identity/target-role.ts';
import { AUDIENCE_NOT_LISTED } from './provider/audience-not-listed.ts';
import { PROVIDER_MISSING } from './provider/missing.ts';
import { PROVIDER_MISSING_IN_ROLE_ACCOUNT } from './provider/missing-in-role-account.ts';
import { PROVIDER_OTHER_URL } from './provider/other-url.ts';
import { PROVIDER_QUOTA_REACHED } from './provider/quota-reached.ts';
import { SIGN_IN_ONLY } from './provider/sign-in-only.ts';
import { ROLE_CASE_DIFFERS } from './role/case-differs.ts';
import { ROLE_MISSING } from './role/missing.ts';
import { ROLE_PATH_LEFT_OUT } from './role/path-left-out.ts';
import type { Scenario } from './scenario.ts';
import { ANNOTATED_ELSEWHERE } from './service-account/annotated-elsewhere.ts';
import { ANNOTATION_KEY_KIAM } from './service-account/annotation-key-kiam.ts';
import { ANNOTATION_KEY_UNDERSCORE } from './service-account/annotation-key-underscore.ts';
import { ANNOTATION_MISPLACED } from './service-account/annotation-misplaced.ts';
import { ANNOTATION_MISSING } from './service-account/annotation-missing.ts';
import { ANNOTATION_OTHER_PARTITION } from './service-account/annotation-other-partition.ts';
import { ANNOTATION_SESSION_ARN } from './service-account/annotation-session-arn.ts';
import { ANNOTATION_SHORT_ACCOUNT } from './service-account/annotation-short-account.ts';
import { ANNOTATION_WHITESPACE } from './service-account/annotation-whitespace.ts';
import { AUDIENCE_ANNOTATION } from './service-account/audience.ts';
import { SERVICE_ACCOUNT_MISSING } from './service-account/missing.ts';
import { OTHER_ISSUER } from './told/other-issuer.ts';
import { OWN_ROLE } from './told/own-role.ts';
import { PROVIDER_FOUND_AFTER_ALL } from './told/provider-found-after-all.ts';
import { REFUSED_ALL_THE_SAME } from './told/refused-all-the-same.ts';
import { SESSION_TOO_LONG } from './told/session-too-long.ts';
import { STS_CERTIFICATE } from './told/sts-certificate.ts';
import { STS_GLOBAL_ANNOTATION } from './told/sts-global-annotation.ts';
import { STS_GLOBAL_ENDPOINT } from './told/sts-global-endpoint.ts';
import { STS_KEYS_UNREACHABLE } from './told/sts-keys-unreachable.ts';
import { STS_MODULE_MISSING } from './told/sts-module-missing.ts';
import { STS_OTHER_ENDPOINT } from './told/sts-other-endpoint.ts';
import { STS_OTHER_PARTITION } from './told/sts-other-partition.ts';
import { STS_PROXY } from './told/sts-proxy.ts';
import { STS_REGION_DISABLED } from './told/sts-region-disabled.ts';
import { STS_SIGNING_SCOPE } from './told/sts-signing-scope.ts';
import { STS_THROTTLED } from './told/sts-throttled.ts';
import { STS_UNREACHABLE } from './told/sts-unreachable.ts';
import { THUMBPRINT } from './told/thumbprint.ts';
import { TOKEN_AUDIENCE_MISSING } from './told/token-audience-missing.ts';
import { TOKEN_EXPIRED } from './told/token-expired.ts';
import { TOKEN_FILE_ABSENT } from './told/token-file-absent.ts';
import { TOKEN_NOT_A_JWT } from './told/token-not-a-jwt.ts';
import { TOKEN_OTHER_AUDIENCE } from './told/token-other-audience.ts';
import { TOKEN_UNREADABLE } from './told/token-unreadable.ts';
import { AUDIENCE_MISMATCH } from './trust/audience-mismatch.ts';
import { CALLER_KEY } from './trust/caller-key.ts';
import { CLUSTER_RECREATED } from './trust/cluster-recreated.ts';
import { CONDITION_FAILED } from './trust/condition-failed.ts';
import { CONDITION_KEY_ARN } from './trust/condition-key-arn.ts';
import { CONDITION_KEY_OTHER_CLUSTER } from './trust/condition-key-other-cluster.ts';
import { CONDITION_KEY_SCHEME } from './trust/condition-key-scheme.ts';
import { CONDITION_KEY_WILDCARD } from './trust/condition-key-wildcard.ts';
import { EXPLICIT_DENY } from './trust/explicit-deny.ts';
import { NEGATED_ELEMENT } from './trust/negated-element.ts';
import { NO_WEB_IDENTITY_STATEMENT } from './trust/no-web-identity-statement.ts';
import { PLACEHOLDER } from './trust/placeholder.ts';
import { POD_IDENTITY_ONLY } from './trust/pod-identity-only.ts';
import { PRINCIPAL_NOT_ARN } from './trust/principal-not-arn.ts';
import { PRINCIPAL_OTHER_ACCOUNT } from './trust/principal-other-account.ts';
import { PRINCIPAL_OTHER_CLUSTER } from './trust/principal-other-cluster.ts';
import { PRINCIPAL_OTHER_PARTITION } from './trust/principal-other-partition.ts';
import { PRINCIPAL_OTHER_REGION } from './trust/principal-other-region.ts';
import { ROLE_SERVES_ANOTHER } from './trust/role-serves-another.ts';
import { SESSION_NAME } from './trust/session-name.ts';
import { SUBJECT_CASE } from './trust/subject-case.ts';
import { SUBJECT_OTHER_NAMESPACE } from './trust/subject-other-namespace.ts';
import { SUBJECT_OTHER_SERVICE_ACCOUNT } from './trust/subject-other-service-account.ts';
import { SUBJECT_WILDCARD_LITERAL } from './trust/subject-wildcard-literal.ts';
import { SUBJECT_WRONG_FORM } from './trust/subject-wrong-form.ts';
import { TOO_BROAD_NO_SUBJECT } from './trust/too-broad-no-subject.ts';
import { TOO_BROAD_WILDCARD } from './trust/too-broad-wildcard.ts';
import { UNDETERMINED } from './trust/undetermined.ts';
import { WRONG_ACTION } from './trust/wrong-action.ts';
import { WEBHOOK_DOES_NOT_SELECT } from './webhook/does-not-select.ts';
import { WEBHOOK_DOES_NOT_SELECT_ASSOCIATED } from './webhook/does-not-select-associated.ts';
import { WEBHOOK_MISSING } from './webhook/missing.ts';
import { WEBHOOK_NO_CA_BUNDLE } from './webhook/no-ca-bundle.ts';
import { WEBHOOK_NOT_READY } from './webhook/not-ready.ts';
import { BOTH_MECHANISMS } from './works/both-mechanisms.ts';
import { GUARDED } from './works/guarded.ts';
import { OWN_PREFIX } from './works/own-prefix.ts';
import { PLAIN } from './works/plain.ts';
import { POD_IDENTITY } from './works/pod-identity.ts';
import { POD_IDENTITY_CONDITIONS } from './works/pod-identity-conditions.ts';
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
  AUDIENCE_ANNOTATION,
  ANNOTATION_OTHER_PARTITION,
  ANNOTATED_ELSEWHERE,
  WEBHOOK_MISSING,
  WEBHOOK_DOES_NOT_SELECT,
  WEBHOOK_DOES_NOT_SELECT_ASSOCIATED,
  WEBHOOK_NO_CA_BUNDLE,
  WEBHOOK_NOT_READY,
  NOT_MUTATED,
  OLDER_THAN_ANNOTATION,
  OTHER_ROLE,
  OTHER_SERVICE_ACCOUNT,
  PARTIAL_ENVIRONMENT,
  EPHEMERAL_CONTAINER,
  SESSION_NAME_INVALID,
  PROFILE,
  STATIC_KEYS,
  WINDOWS_PATH,
  TOKEN_VOLUME_TAKEN,
  CONTAINERS_SKIPPED,
  OPTED_OUT,
  STATIC,
  ...OF_POD_IDENTITY,
  WEB_IDENTITY_UNUSED,
  SDK_TOO_OLD,
  NO_ISSUER,
  AUDIENCE_NOT_LISTED,
  PROVIDER_MISSING_IN_ROLE_ACCOUNT,
  PROVIDER_MISSING,
  SIGN_IN_ONLY,
  PROVIDER_QUOTA_REACHED,
  PROVIDER_OTHER_URL,
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
  NEGATED_ELEMENT,
  CALLER_KEY,
  SESSION_NAME,
  PLACEHOLDER,
  TOKEN_UNREADABLE,
  TOKEN_FILE_ABSENT,
  STS_MODULE_MISSING,
  OWN_ROLE,
  TOKEN_EXPIRED,
  TOKEN_AUDIENCE_MISSING,
  TOKEN_NOT_A_JWT,
  TOKEN_OTHER_AUDIENCE,
  OTHER_ISSUER,
  THUMBPRINT,
  PROVIDER_FOUND_AFTER_ALL,
  STS_PROXY,
  STS_UNREACHABLE,
  STS_GLOBAL_ENDPOINT,
  STS_GLOBAL_ANNOTATION,
  STS_CERTIFICATE,
  STS_REGION_DISABLED,
  STS_SIGNING_SCOPE,
  STS_OTHER_ENDPOINT,
  STS_KEYS_UNREACHABLE,
  STS_THROTTLED,
  SESSION_TOO_LONG,
  STS_OTHER_PARTITION,
  REFUSED_ALL_THE_SAME,
  ...REFUSED_CALLS,
  PLAIN,
  POD_IDENTITY,
  POD_IDENTITY_CONDITIONS,
  TARGET_ROLE_TAKEN,
  BOTH_MECHANISMS,
  ROLE_IN_OTHER_ACCOUNT,
  SECOND_CLUSTER,
  OWN_PREFIX,
  GUARDED,
  REFUSED_OF_LATE,
  REFUSED_TO_ANOTHER,
  REFUSED_ELSEWHERE,
  REFUSED_OTHER_ROLE,
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
