import { knownOrNull } from '../known.ts';
import type { Evidence } from '../vocabulary/evidence.ts';
import type { Symptom } from '../vocabulary/symptom.ts';

/** `arn:aws:sts::111122223333:assumed-role/payments-api/session`. */
const SESSION = /^arn:aws[a-z0-9-]*:sts::(\d{12}):assumed-role\/([\w+=,.@-]{1,64})\/([\w+=,.@-]{1,64})$/;
/** EC2 instance ids are the session names of node roles. */
const INSTANCE_ID = /^i-[0-9a-f]{8,17}$/;

/** The parts of a session's ARN; null for any other principal. */
export function sessionOf(principalArn: string): {
  readonly accountId: string;
  readonly roleName: string;
  readonly sessionName: string;
  readonly isNode: boolean;
} | null {
  const [, accountId, roleName, sessionName] = SESSION.exec(principalArn) ?? [];
  return accountId === undefined || roleName === undefined || sessionName === undefined
    ? null
    : { accountId, roleName, sessionName, isNode: INSTANCE_ID.test(sessionName) };
}

/** The pasted error, with what its encoded message says where that was decoded. */
export function withDecoded(symptom: Symptom | null, { decoded }: Pick<Evidence, 'decoded'>): Symptom | null {
  const refusal = decoded === undefined ? null : knownOrNull(decoded);
  const session = refusal === null ? null : sessionOf(refusal.principalArn);
  if (symptom === null || refusal === null || session === null) return symptom;
  return {
    ...symptom,
    action: refusal.action,
    principalArn: refusal.principalArn,
    accountId: session.accountId,
    roleName: session.roleName,
    sessionName: session.sessionName,
    nodeRole: session.isNode,
    resource: refusal.resource,
    denyReason: refusal.isExplicitDeny ? 'explicit-deny' : symptom.denyReason,
  };
}
