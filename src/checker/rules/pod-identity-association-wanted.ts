import { associationFix } from '../fixes/association-fix.ts';
import { knownOrNull, knownValue } from '../known.ts';
import { callerTruth } from '../trust/assume-role/call-truth.ts';
import { readPolicy } from '../trust/document/read-policy.ts';
import { POD_IDENTITY_SERVICE } from '../trust/pod-identity.ts';
import type { Rule } from './rule.ts';

export const podIdentityAssociationWanted: Rule = {
  id: 'pod-identity.association-wanted',
  layer: 'pod-identity',
  title: 'The role waits for a Pod Identity association',
  holds: 'The role does not wait for a Pod Identity association',
  needs: ['serviceAccount', 'role', 'associations'],
  concerns: ({ evidence, trust }) =>
    trust?.decision === 'implicitDeny' && trustsPodIdentity(knownOrNull(evidence.role)?.trustPolicy ?? ''),
  check(situation) {
    const { evidence, target } = situation;
    const role = knownValue(evidence.role);
    if (knownValue(evidence.associations).length > 0) return { status: 'pass' };
    const who = `${target.namespace}/${target.serviceAccount}`;
    return {
      status: 'warn',
      expected: `a Pod Identity association of ${who} with ${role.arn}`,
      actual: 'a role annotation, and no association',
      explanation: `Role ${role.name} trusts EKS Pod Identity and not the token of ${who}. If Pod Identity is what was meant, create the association in place of the annotation and leave the trust policy as it is.`,
      fix: associationFix(situation, role.arn, [
        'Remove the annotation when it works: it does nothing then.',
      ]),
    };
  },
};

function trustsPodIdentity(trustPolicy: string): boolean {
  const read = readPolicy(trustPolicy);
  if (!read.ok) return false;
  const caller = { kind: 'service', service: POD_IDENTITY_SERVICE } as const;
  return read.policy.statements.some(
    ({ effect, principal }) => effect === 'Allow' && callerTruth(principal, caller) === 'true',
  );
}
