import type { PermissionsPort, SweepPort } from '../checker/ports.ts';
import type { Piece } from '../checker/vocabulary/evidence.ts';
import type { Condition } from './condition.ts';
import { pieceCondition } from './source-conditions.ts';

/** Nobody has one of this name, and to be told so needs the same permission as to read one. */
const NO_SUCH_NAME = 'irsa-doctor-self-check-none';

/** What reads of roles beyond their trust policies go through. */
export interface RolePorts {
  readonly permissions: PermissionsPort;
  readonly sweep: Pick<SweepPort, 'listRoles'>;
}

/**
 * Tries what an audit reads of an account, and what is read of a role's permissions where a call was refused to it. Never rejects.
 *
 * @param partition `aws`, `aws-cn`, …
 */
export async function tryRoleReads(
  { permissions, sweep }: RolePorts,
  accountId: string,
  partition: string,
  signal: AbortSignal,
): Promise<readonly Condition[]> {
  const roleArn = `arn:${partition}:iam::${accountId}:role/${NO_SUCH_NAME}`;
  const policyArn = `arn:${partition}:iam::${accountId}:policy/${NO_SUCH_NAME}`;
  const simulation = { roleArn, action: 's3:ListAllMyBuckets', resource: null };
  const pieces: readonly (readonly [action: string, purpose: string, piece: Promise<Piece<unknown>>])[] = [
    ['iam:ListRoles', 'audits need it', sweep.listRoles(accountId, signal)],
    ...(
      [
        ['iam:ListAttachedRolePolicies', permissions.listAttachedPolicies(accountId, NO_SUCH_NAME, signal)],
        ['iam:ListRolePolicies', permissions.listInlinePolicies(accountId, NO_SUCH_NAME, signal)],
        ['iam:GetRolePolicy', permissions.getInlinePolicy(accountId, NO_SUCH_NAME, NO_SUCH_NAME, signal)],
        ['iam:GetPolicy', permissions.getDefaultVersion(accountId, policyArn, signal)],
        ['iam:GetPolicyVersion', permissions.getPolicyVersion(accountId, policyArn, 'v1', signal)],
        ['iam:SimulatePrincipalPolicy', permissions.simulate(accountId, simulation, signal)],
      ] as const
    ).map(([action, piece]) => [action, 'errors of calls that were refused need it', piece] as const),
  ];
  return Promise.all(
    pieces.map(async ([action, purpose, piece]) => {
      const condition = pieceCondition('aws', `${action} in account ${accountId}`, await piece);
      return condition.state === 'denied'
        ? { ...condition, reason: `${condition.reason}; ${purpose}` }
        : condition;
    }),
  );
}
