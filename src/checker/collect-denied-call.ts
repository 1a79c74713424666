import { collectRolePolicies, type ReadOne, readManagedPolicy } from './collect-role-policies.ts';
import { type DeniedCall, deniedCall, isOwnRoleAgain, nextRoleOf } from './permissions/denied-call.ts';
import { exactResource } from './permissions/exact-resource.ts';
import type { ClusterPorts } from './ports.ts';
import type { Situation } from './situation.ts';
import type { DeniedCallEvidence } from './vocabulary/denied-call.ts';
import type { Piece, Role } from './vocabulary/evidence.ts';
import type { DenyReason } from './vocabulary/symptom.ts';

type DeniedCallPorts = Pick<ClusterPorts, 'iam' | 'permissions'>;

/** Where the text names one of these, the role's own policies neither explain nor mend it. */
const BEYOND_THE_ROLE: readonly (DenyReason | null)[] = ['scp', 'rcp', 'vpce', 'session', 'resource-based'];

/**
 * Reads what explains a call that was refused to the role: nothing at all unless a pasted error reports one, and then only what its words leave
 * open. Null where there is no such call.
 */
export async function collectDeniedCall(
  situation: Situation,
  ports: DeniedCallPorts,
  read: ReadOne,
): Promise<DeniedCallEvidence | null> {
  const call = deniedCall(situation);
  if (call === null) return null;
  // Whoever may ask about one service account may not for that reason look into any role that a text names.
  if (!call.isOwn) return NOTHING;
  if (isOwnRoleAgain(call)) return { ...NOTHING, role: situation.evidence.role };
  const next = readNext(call, ports, read);
  const role = await readCaller(call, situation, ports, read);
  const isHop = nextRoleOf(call) !== null;
  if (!isHop && BEYOND_THE_ROLE.includes(call.reason)) return { ...NOTHING, role };
  const { permissions } = ports;
  const [policies, boundary, simulation, nextRole] = await Promise.all([
    collectRolePolicies(permissions, call.accountId, call.roleName, read),
    readBoundary(role, call, ports, read),
    readSimulation(role, call, ports, read),
    next,
  ]);
  return { role, policies, boundary, simulation, nextRole };
}

async function readCaller(
  { accountId, roleName }: DeniedCall,
  { evidence }: Situation,
  ports: DeniedCallPorts,
  read: ReadOne,
): Promise<Piece<Role>> {
  for (const piece of [evidence.role, evidence.associationRole]) {
    if (piece.state === 'known' && isRole(piece.value, accountId, roleName)) return piece;
  }
  return read({
    api: 'iam:GetRole',
    subject: `role ${roleName} in account ${accountId}`,
    ask: (signal) => ports.iam.getRole(accountId, roleName, signal),
  });
}

function isRole({ arn, name }: Role, accountId: string, roleName: string): boolean {
  return name === roleName && arn.split(':')[4] === accountId;
}

async function readNext(call: DeniedCall, ports: DeniedCallPorts, read: ReadOne): Promise<Piece<Role>> {
  const next = nextRoleOf(call);
  if (next === null) return NOTHING.nextRole;
  return read({
    api: 'iam:GetRole',
    subject: `role ${next.name} in account ${next.accountId}`,
    ask: (signal) => ports.iam.getRole(next.accountId, next.name, signal),
  });
}

async function readBoundary(
  role: Piece<Role>,
  { accountId }: DeniedCall,
  ports: DeniedCallPorts,
  read: ReadOne,
): Promise<DeniedCallEvidence['boundary']> {
  if (role.state !== 'known') return NOTHING.boundary;
  const { boundaryArn } = role.value;
  if (boundaryArn === undefined) return { ...NOTHING.boundary, state: 'absent' };
  return readManagedPolicy(ports.permissions, accountId, boundaryArn, read);
}

async function readSimulation(
  role: Piece<Role>,
  { accountId, action, resource }: DeniedCall,
  ports: DeniedCallPorts,
  read: ReadOne,
): Promise<DeniedCallEvidence['simulation']> {
  if (role.state !== 'known') return NOTHING.simulation;
  const { arn, name } = role.value;
  return read({
    api: 'iam:SimulatePrincipalPolicy',
    subject: `${action} by role ${name}`,
    ask: (signal) =>
      ports.permissions.simulate(
        accountId,
        { roleArn: arn, action, resource: exactResource(resource) },
        signal,
      ),
  });
}

const reason = "the error tells without it, or is about another role than the service account's";

const NOTHING: DeniedCallEvidence = {
  role: { state: 'unasked', source: 'iam:GetRole', subject: 'role', reason },
  policies: {
    state: 'unasked',
    source: 'iam:ListAttachedRolePolicies',
    subject: 'policies of the role',
    reason,
  },
  boundary: { state: 'unasked', source: 'iam:GetPolicy', subject: "the role's permissions boundary", reason },
  simulation: {
    state: 'unasked',
    source: 'iam:SimulatePrincipalPolicy',
    subject: 'the refused call',
    reason,
  },
  nextRole: { state: 'unasked', source: 'iam:GetRole', subject: 'the next role', reason },
};
