import type { Scenario } from '../scenario.ts';
import { BOUNDARY } from './boundary.ts';
import { DENIED_ELSEWHERE } from './denied-elsewhere.ts';
import { ENCODED_REASON } from './encoded-reason.ts';
import { ENDPOINT_POLICY } from './endpoint-policy.ts';
import { CALL_DENIED } from './explicit-deny.ts';
import { KEY_POLICY } from './key-policy.ts';
import { PERMISSION_MISSING } from './missing.ts';
import { PERMISSION_MISSING_UNTOLD } from './missing-untold.ts';
import { NODE_ROLE } from './node-role.ts';
import { OTHER_RESOURCE } from './other-resource.ts';
import { OWN_ROLE_AGAIN } from './own-role-again.ts';
import { PASS_ROLE } from './pass-role.ts';
import { RESOURCE_CONTROL_POLICY } from './resource-control-policy.ts';
import { RESOURCE_POLICY } from './resource-policy.ts';
import { SECOND_HOP } from './second-hop.ts';
import { SECOND_HOP_TRUST } from './second-hop-trust.ts';
import { SERVICE_CONTROL_POLICY } from './service-control-policy.ts';
import { NARROWED_SESSION } from './session-policy.ts';

/** Roles that were assumed, and then refused a call. */
export const REFUSED_CALLS: readonly Scenario[] = [
  OWN_ROLE_AGAIN,
  CALL_DENIED,
  SERVICE_CONTROL_POLICY,
  RESOURCE_CONTROL_POLICY,
  ENDPOINT_POLICY,
  NARROWED_SESSION,
  BOUNDARY,
  RESOURCE_POLICY,
  KEY_POLICY,
  PASS_ROLE,
  SECOND_HOP,
  SECOND_HOP_TRUST,
  OTHER_RESOURCE,
  PERMISSION_MISSING,
  PERMISSION_MISSING_UNTOLD,
  DENIED_ELSEWHERE,
  ENCODED_REASON,
  NODE_ROLE,
];
