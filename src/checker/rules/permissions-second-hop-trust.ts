import { rolePolicyFix } from '../fixes/role-policy-fix.ts';
import { explainUnreadable } from '../known.ts';
import { type DeniedCall, deniedCall, isOwnRoleAgain, nextRoleOf } from '../permissions/denied-call.ts';
import { callerArn, nextRoleTrust, proposeNextRoleTrust } from '../permissions/next-role-trust.ts';
import { parseRoleArn } from '../role-arn.ts';
import type { Situation } from '../situation.ts';
import type { AssumeRoleFault } from '../trust/assume-role/request.ts';
import { whoCalled } from './permission-rule.ts';
import { placeName } from './pod-identity-trust-rule.ts';
import type { Rule, RuleResult } from './rule.ts';
import { PASTED_ERROR } from './symptom-rule.ts';

/** Organisation, session and boundary stand before the next role's trust. */
const FROM_ITS_TRUST = [null, 'resource-based', 'identity-based', 'explicit-deny'];

export const permissionsSecondHopTrust: Rule = {
  id: 'permissions.second-hop-trust',
  layer: 'permissions',
  title: 'The next role does not trust the role',
  holds: 'The next role trusts the role',
  needs: [],
  concerns(situation) {
    const call = deniedCall(situation);
    if (call === null || nextRoleOf(call) === null || isOwnRoleAgain(call)) return false;
    return situation.evidence.deniedCall !== undefined && FROM_ITS_TRUST.includes(call.reason);
  },
  check(situation) {
    const call = deniedCall(situation);
    const next = situation.evidence.deniedCall?.nextRole;
    if (call === null || next === undefined) {
      return { status: 'skipped', explanation: 'No refused call was told.' };
    }
    const caller = callerArn(situation, call);
    if (next.state === 'absent') {
      return {
        status: 'fail',
        expected: call.resource ?? '',
        actual: 'no such role',
        explanation: `${whoCalled(call)}Getting the first role works, but the role that role ${call.roleName} goes on to does not exist: correct its ARN in the application's settings, or create it.`,
        evidence: [next],
      };
    }
    if (next.state !== 'known')
      return untold(call, next.state === 'unreadable' ? explainUnreadable(next) : '');
    return decided(situation, call, { name: next.value.name, caller });
  },
};

/** The trust policy is not known. The text may still name it. */
function untold(call: DeniedCall, why: string): RuleResult {
  if (call.reason !== 'resource-based') {
    return {
      status: 'unknown',
      explanation: `Whether ${call.resource} trusts role ${call.roleName} is not known. ${why}`.trim(),
      evidence: [PASTED_ERROR],
    };
  }
  return {
    status: 'fail',
    expected: `role ${call.roleName} trusted by ${call.resource}`,
    actual: 'not trusted, by the error',
    explanation:
      `${whoCalled(call)}Getting the first role works; the error says that the next role's trust policy does not let role ${call.roleName} in. Whoever owns that role has to allow ${call.action} to it there. ${why}`.trim(),
    evidence: [PASTED_ERROR],
  };
}

function decided(
  situation: Situation,
  call: DeniedCall,
  { name, caller }: { readonly name: string; readonly caller: string },
): RuleResult {
  const next = situation.evidence.deniedCall?.nextRole;
  const fault = nextRoleTrust(situation, call)?.fault ?? null;
  if (fault === null) return { status: 'pass', actual: caller };
  if (fault.kind === 'undetermined' || fault.kind === 'malformed') {
    return {
      status: 'unknown',
      explanation: `Whether role ${name} trusts role ${call.roleName} could not be decided: ${openQuestion(fault)}`,
      ...(next === undefined ? {} : { evidence: [next] }),
    };
  }
  const proposal = proposeNextRoleTrust(situation, call);
  const account = parseRoleArn(call.resource ?? '')?.accountId ?? 'of that role';
  const { fix, reason } =
    proposal === null || next?.state !== 'known'
      ? { fix: null, reason: 'The role is not known.' }
      : rolePolicyFix(next.value, proposal, account);
  return {
    status: 'fail',
    expected: `${call.action} allowed to ${caller}`,
    actual: actualOf(fault),
    explanation: `${whoCalled(call)}Getting the first role works; what fails is the step from role ${call.roleName} to role ${name}, whose trust policy refuses it.${fix === null ? ` No corrected policy is proposed: ${reason}` : ''}`,
    ...(next === undefined ? {} : { evidence: [PASTED_ERROR, next] }),
    ...(fix === null ? {} : { fix }),
  };
}

function actualOf(fault: Exclude<AssumeRoleFault, { readonly kind: 'malformed' | 'undetermined' }>): string {
  switch (fault.kind) {
    case 'no-statement':
      return fault.trusted.length === 0 ? 'no Allow statement' : `only ${fault.trusted.join(', ')} trusted`;
    case 'action':
      return fault.written.join(', ');
    case 'condition':
      return `${fault.condition.operator} ${fault.condition.key}: ${fault.condition.wanted.join(', ')}`;
    case 'deny':
      return `${placeName(fault.statement)} denies it`;
  }
}

function openQuestion(
  fault: Extract<AssumeRoleFault, { readonly kind: 'malformed' | 'undetermined' }>,
): string {
  if (fault.kind === 'malformed') return fault.problem;
  const where = placeName(fault.statement);
  return fault.condition === null
    ? `${where} hangs on what the error does not tell.`
    : `${where} hangs on ${fault.condition.operator} ${fault.condition.key}, which the error does not tell: compare it with what the application passes.`;
}
