import { knownOrNull } from '../known.ts';
import { parseRoleArn } from '../role-arn.ts';
import type { Situation } from '../situation.ts';
import { known } from '../trust/assume-role/context.ts';
import { evaluateCall } from '../trust/assume-role/evaluate-call.ts';
import { proposeCall } from '../trust/assume-role/propose-call.ts';
import type { AssumeRoleEvaluation, AssumeRoleRequest } from '../trust/assume-role/request.ts';
import type { KeyState } from '../trust/decide/request-context.ts';
import type { Proposal } from '../trust/types.ts';
import type { DeniedCall } from './denied-call.ts';

/** How the next role's trust policy decides the call; null where it could not be read. */
export function nextRoleTrust(situation: Situation, call: DeniedCall): AssumeRoleEvaluation | null {
  const next = knownOrNull(situation.evidence.deniedCall?.nextRole ?? UNASKED);
  return next === null ? null : evaluateCall(next.trustPolicy, requestOf(situation, call));
}

/** Proposes a corrected trust policy of the next role, for this caller alone; null where it could not be read. */
export function proposeNextRoleTrust(situation: Situation, call: DeniedCall): Proposal | null {
  const next = knownOrNull(situation.evidence.deniedCall?.nextRole ?? UNASKED);
  if (next === null) return null;
  const caller = `role ${call.roleName} of account ${call.accountId}`;
  return proposeCall(next.trustPolicy, requestOf(situation, call), {
    ownStatement: {
      Effect: 'Allow',
      Principal: { AWS: callerArn(situation, call) },
      Action: call.action,
    },
    caller,
    everyCaller: caller,
  });
}

/** Whether the trust policy names the caller by its ARN, which within an account is enough without a policy of the caller's own. */
export function namesCaller(situation: Situation, call: DeniedCall): boolean {
  const next = knownOrNull(situation.evidence.deniedCall?.nextRole ?? UNASKED);
  const isSameAccount = next !== null && parseRoleArn(next.arn)?.accountId === call.accountId;
  return isSameAccount && next.trustPolicy.includes(`"${callerArn(situation, call)}"`);
}

/** The caller's ARN; without its path where the role could not be read, since a session's name does not carry it. */
export function callerArn({ evidence }: Situation, { accountId, roleName, resource }: DeniedCall): string {
  const read = knownOrNull(evidence.deniedCall?.role ?? UNASKED)?.arn;
  const partition = parseRoleArn(resource ?? '')?.partition ?? 'aws';
  return read ?? `arn:${partition}:iam::${accountId}:role/${roleName}`;
}

function requestOf(situation: Situation, call: DeniedCall): AssumeRoleRequest {
  const arn = callerArn(situation, call);
  const partition = arn.split(':')[1] ?? 'aws';
  return {
    caller: { kind: 'role', arn, partition, accountId: call.accountId, name: call.roleName },
    actions: [call.action],
    key: (name) => stateOf(name, arn, call.accountId),
    now: situation.epochMs,
  };
}

function stateOf(name: string, arn: string, accountId: string): KeyState {
  switch (name) {
    case 'aws:principalarn':
      return known(arn);
    case 'aws:principalaccount':
      return known(accountId);
    case 'aws:principaltype':
      return known('AssumedRole');
    case 'aws:sourceaccount':
    case 'aws:sourcearn':
      return { state: 'absent' };
    default:
      // What the application passes, an external id above all, is not in the error.
      return { state: 'unknown' };
  }
}

const UNASKED = {
  state: 'unasked',
  source: 'iam:GetRole',
  subject: 'role',
  reason: 'it was not read',
} as const;
