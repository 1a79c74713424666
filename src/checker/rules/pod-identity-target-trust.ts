import { targetTrustFix } from '../fixes/pod-identity-trust-fix.ts';
import { knownValue } from '../known.ts';
import { targetRoleRequest, targetTrust } from '../pod-identity.ts';
import type { AssumeRoleFault } from '../trust/assume-role/request.ts';
import type { TargetRoleRequest } from '../trust/pod-identity-target.ts';
import { placeName } from './pod-identity-trust-rule.ts';
import type { Rule } from './rule.ts';

export const podIdentityTargetTrust: Rule = {
  id: 'pod-identity.target-trust',
  layer: 'pod-identity',
  title: "The target role does not trust the association's role",
  holds: "The target role trusts the association's role",
  needs: ['association', 'cluster', 'targetRole'],
  concerns: ({ evidence }) => evidence.targetRole.state !== 'unasked',
  check(situation) {
    const fault = targetTrust(situation)?.fault;
    const request = targetRoleRequest(situation);
    const { source, subject } = situation.evidence.targetRole;
    const target = knownValue(situation.evidence.targetRole);
    if (fault === undefined || request === null) {
      return { status: 'skipped', explanation: 'The association or its target role is not known.' };
    }
    if (fault === null) return { status: 'pass', actual: request.first.arn };
    if (fault.kind === 'undetermined' || fault.kind === 'malformed') {
      return {
        status: 'unknown',
        explanation: `Whether role ${target.name} trusts the association's role could not be decided: ${openQuestion(fault)}`,
        evidence: [{ source, subject }],
      };
    }
    const { fix, reason } = targetTrustFix(situation);
    return {
      status: 'fail',
      expected: expectedOf(request, fault),
      actual: actualOf(fault),
      explanation:
        `EKS assumes role ${request.first.name} and from there role ${target.name}, whose trust policy refuses that. ${whyOf(fault, request)}${fix === null ? ` No corrected policy is proposed: ${reason}` : ''}`.trim(),
      evidence: [{ source, subject }],
      ...(fix === null ? {} : { fix }),
    };
  },
};

function expectedOf(
  { first, hasSessionTags, externalId }: TargetRoleRequest,
  fault: AssumeRoleFault,
): string {
  if (fault.kind === 'condition' && fault.condition.got !== null) {
    return `${fault.condition.operator} ${fault.condition.key}: ${fault.condition.got}`;
  }
  const actions = hasSessionTags ? 'sts:AssumeRole and sts:TagSession' : 'sts:AssumeRole';
  return `${actions} allowed to ${first.arn}${externalId === null ? '' : `, with sts:ExternalId ${externalId}`}`;
}

function actualOf(fault: AssumeRoleFault): string {
  switch (fault.kind) {
    case 'no-statement':
      return fault.trusted.length === 0 ? 'no Allow statement' : `only ${fault.trusted.join(', ')} trusted`;
    case 'action':
      return fault.written.join(', ');
    case 'condition':
      return `${fault.condition.operator} ${fault.condition.key}: ${fault.condition.wanted.join(', ')}`;
    case 'deny':
      return `${placeName(fault.statement)} denies it`;
    default:
      return 'a policy that cannot be decided';
  }
}

function whyOf(fault: AssumeRoleFault, { externalId }: TargetRoleRequest): string {
  switch (fault.kind) {
    case 'action':
      return `${fault.missing.join(' and ')} ${fault.missing.length === 1 ? 'is' : 'are'} missing: the session's tags travel with it from role to role.`;
    case 'condition':
      return fault.condition.key.toLowerCase() === 'sts:externalid' && externalId !== null
        ? `The association's external id is ${externalId}; EKS makes it of region, account, cluster, namespace and service account.`
        : `${placeName(fault.statement)} has a condition on ${fault.condition.key} that does not hold.`;
    default:
      return '';
  }
}

function openQuestion(
  fault: Extract<AssumeRoleFault, { readonly kind: 'undetermined' | 'malformed' | 'deny' }>,
): string {
  if (fault.kind === 'malformed') return fault.problem;
  return fault.condition === null
    ? `${placeName(fault.statement)} hangs on what cannot be known from here.`
    : `${placeName(fault.statement)} hangs on ${fault.condition.operator} ${fault.condition.key}, which cannot be known from here.`;
}
