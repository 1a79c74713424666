import type { Piece, Role } from './evidence.ts';

/** A permissions policy as IAM holds it; `document` is its decoded JSON text, `arn` null for an inline one. */
export interface PermissionsPolicy {
  readonly name: string;
  readonly arn: string | null;
  readonly document: string;
}

/** The policies that a role's own permissions come from. */
export interface RolePolicies {
  readonly policies: readonly PermissionsPolicy[];
  /** Names of those that the role has besides, but that could not be read or were too many to read. */
  readonly unread: readonly string[];
}

/** What IAM's policy simulator says of one action on one resource. Resource policies, RCPs and endpoint policies are not part of it. */
export interface Simulation {
  readonly decision: 'allowed' | 'implicitDeny' | 'explicitDeny';
  /** Names of the policies whose statements matched. */
  readonly matched: readonly string[];
  /** What the organisation's service control policies say; null where the answer does not tell. */
  readonly isAllowedByOrganization: boolean | null;
  /** What the permissions boundary says; null where the role has none. */
  readonly isAllowedByBoundary: boolean | null;
  /** Condition keys of the policies that the simulator was given no values for; left out where there are none. */
  readonly missingKeys?: readonly string[];
}

/** What is read of a call that AWS refused after the role had been assumed. Only asked for where a pasted error reports one. */
export interface DeniedCallEvidence {
  /** The role that made the call. */
  readonly role: Piece<Role>;
  readonly policies: Piece<RolePolicies>;
  readonly boundary: Piece<PermissionsPolicy>;
  readonly simulation: Piece<Simulation>;
  /** The role that the call was to assume, where it was such a call. */
  readonly nextRole: Piece<Role>;
}

/** What an encoded authorization message says once STS has decoded it. */
export interface DecodedRefusal {
  readonly isExplicitDeny: boolean;
  readonly principalArn: string;
  readonly action: string;
  readonly resource: string | null;
  /** Sids of the statements that matched. */
  readonly statements: readonly string[];
  /** What the call came with, as conditions see it: `ec2:InstanceType` and its values. */
  readonly context: readonly { readonly key: string; readonly values: readonly string[] }[];
}
