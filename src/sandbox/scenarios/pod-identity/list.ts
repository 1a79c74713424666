import type { Scenario } from '../scenario.ts';
import { AGENT_BEHIND_PROXY } from './agent-behind-proxy.ts';
import { AGENT_MISSING } from './agent-missing.ts';
import { AGENT_NOT_READY } from './agent-not-ready.ts';
import { AGENT_OTHER_ADDRESS } from './agent-other-address.ts';
import { AGENT_REFUSES_TOKEN } from './agent-refuses-token.ts';
import { AGENT_UNREACHABLE } from './agent-unreachable.ts';
import { ANNOTATION_IDLE } from './annotation-idle.ts';
import { ASSOCIATION_ASTRAY } from './association-astray.ts';
import { ASSOCIATION_NOT_FOUND } from './association-not-found.ts';
import { CREDENTIALS_UNUSED } from './credentials-unused.ts';
import { NO_ASSOCIATION } from './no-association.ts';
import { NODE_PERMISSION } from './node-permission.ts';
import { NODE_WITHOUT_AGENT } from './node-without-agent.ts';
import { PARTIAL_POD_IDENTITY } from './partial-environment.ts';
import { PLATFORM_TOO_OLD } from './platform-too-old.ts';
import { POD_NOT_MUTATED } from './pod-not-mutated.ts';
import { POD_OLDER_THAN_ASSOCIATION } from './pod-older-than-association.ts';
import { POD_IDENTITY_REFUSED_ALL_THE_SAME } from './refused-all-the-same.ts';
import { ROLE_ACCOUNT } from './role-account.ts';
import { ASSOCIATION_ROLE_MISSING } from './role-missing.ts';
import { POD_IDENTITY_SDK_TOO_OLD, SDK_REFUSES_AGENT } from './sdk.ts';
import { SESSION_POLICY } from './session-policy.ts';
import { SESSION_TAGS_TOO_LARGE } from './session-tags-too-large.ts';
import { POD_IDENTITY_STATIC_KEYS } from './static-keys.ts';
import { TAG_SESSION_DENIED } from './tag-session-denied.ts';
import { TARGET_PERMISSION, TARGET_ROLE_MISSING, TARGET_TRUST } from './target-role.ts';
import { TAG_SESSION_LEFT_OUT } from './trust-action.ts';
import { SOURCE_IS_ASSOCIATION, TAG_CONDITION_FAILED, TAGS_SWITCHED_OFF } from './trust-condition.ts';
import { POD_IDENTITY_DENIED } from './trust-explicit-deny.ts';
import { WEB_IDENTITY_ONLY } from './trust-no-statement.ts';
import { SOURCE_ORGANIZATION } from './trust-undetermined.ts';
import { UNSUPPORTED_COMPUTE } from './unsupported-compute.ts';

/** Service accounts that an association serves, or was meant to serve: what breaks in the order of the chain, then what only an error tells. */
export const OF_POD_IDENTITY: readonly Scenario[] = [
  ASSOCIATION_ASTRAY,
  NO_ASSOCIATION,
  PLATFORM_TOO_OLD,
  UNSUPPORTED_COMPUTE,
  POD_OLDER_THAN_ASSOCIATION,
  POD_NOT_MUTATED,
  PARTIAL_POD_IDENTITY,
  ANNOTATION_IDLE,
  AGENT_MISSING,
  AGENT_NOT_READY,
  NODE_WITHOUT_AGENT,
  AGENT_BEHIND_PROXY,
  ROLE_ACCOUNT,
  ASSOCIATION_ROLE_MISSING,
  POD_IDENTITY_DENIED,
  WEB_IDENTITY_ONLY,
  TAG_SESSION_LEFT_OUT,
  TAG_CONDITION_FAILED,
  TAGS_SWITCHED_OFF,
  SOURCE_IS_ASSOCIATION,
  SOURCE_ORGANIZATION,
  TARGET_ROLE_MISSING,
  TARGET_TRUST,
  TARGET_PERMISSION,
  SESSION_POLICY,
  TAG_SESSION_DENIED,
  SDK_REFUSES_AGENT,
  POD_IDENTITY_SDK_TOO_OLD,
  AGENT_UNREACHABLE,
  AGENT_REFUSES_TOKEN,
  AGENT_OTHER_ADDRESS,
  NODE_PERMISSION,
  ASSOCIATION_NOT_FOUND,
  POD_IDENTITY_REFUSED_ALL_THE_SAME,
  CREDENTIALS_UNUSED,
  POD_IDENTITY_STATIC_KEYS,
  SESSION_TAGS_TOO_LARGE,
];
