import { ROLE_ANNOTATION } from '../annotations.ts';
import { knownOrNull } from '../known.ts';
import { parseRoleArn, type RoleArn } from '../role-arn.ts';
import type { Situation } from '../situation.ts';
import type { DenyReason } from '../vocabulary/symptom.ts';
import { isOfAgent, isUser } from '../without-web-identity.ts';

/** A call that AWS refused to a role that had been assumed, as a pasted error reports it. */
export interface DeniedCall {
  /** The role that made the call. */
  readonly accountId: string;
  readonly roleName: string;
  readonly action: string;
  /** As the text has it, an ARN mostly; null where it names none. */
  readonly resource: string | null;
  /** What the text says that refused it. */
  readonly reason: DenyReason | null;
  /** Whether it was made by the role that the service account is known to have: of others nothing is read. */
  readonly isOwn: boolean;
  /** Name of the service account's role where another one made the call. */
  readonly insteadOf: string | null;
}

const ACTION = /^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/;
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

/**
 * The refused call that the question is about; null where there is none, or where it was not made by a role that a pod can have: the node's, a
 * user's. A text that masks the role is taken to mean the service account's.
 */
export function deniedCall(situation: Situation): DeniedCall | null {
  const { symptom, evidence } = situation;
  if (symptom?.kind !== 'downstream-denied' || symptom.nodeRole) return null;
  if (isUser(symptom) || isOfAgent(symptom)) return null;
  const { action, principalArn, resource, denyReason: reason } = symptom;
  if (action === null || !ACTION.test(action) || action === 'sts:AssumeRoleWithWebIdentity') return null;
  // The tags of Pod Identity have rules of their own.
  if (action === 'sts:TagSession' && evidence.association.state !== 'unasked') return null;
  const own = ownRole(situation);
  const { accountId, roleName } = symptom;
  const isTold = principalArn !== null && accountId !== null && roleName !== null && ROLE_NAME.test(roleName);
  const caller = isTold ? { accountId, roleName } : own && { accountId: own.accountId, roleName: own.name };
  if (caller === null) return null;
  const isOwn = own !== null && own.name === caller.roleName && own.accountId === caller.accountId;
  return { ...caller, action, resource, reason, isOwn, insteadOf: isOwn ? null : (own?.name ?? null) };
}

/** The role that annotation or association give the service account. What a pasted text names does not count: anybody can write one. */
export function ownRole({ evidence, target }: Situation): RoleArn | null {
  const isAnnotated = knownOrNull(evidence.serviceAccount)?.annotations[ROLE_ANNOTATION] !== undefined;
  const annotated = isAnnotated ? (knownOrNull(evidence.role)?.arn ?? target.roleArn) : null;
  return parseRoleArn(annotated ?? knownOrNull(evidence.associationRole)?.arn ?? '');
}

/** The role that a call was to assume, where it is such a call. */
export function nextRoleOf({ action, resource }: DeniedCall): NextRole | null {
  if (action !== 'sts:AssumeRole' && action !== 'sts:TagSession') return null;
  const role = parseRoleArn(resource ?? '');
  return role === null ? null : { arn: resource ?? '', accountId: role.accountId, name: role.name };
}

export interface NextRole {
  readonly arn: string;
  readonly accountId: string;
  readonly name: string;
}

/** Whether the role asks for itself. */
export function isOwnRoleAgain(call: DeniedCall): boolean {
  const next = nextRoleOf(call);
  return next !== null && next.name === call.roleName && next.accountId === call.accountId;
}
