import { knownValue } from '../known.ts';
import { targetTrust } from '../pod-identity.ts';
import { parseRoleArn } from '../role-arn.ts';
import type { Rule } from './rule.ts';

export const podIdentityTargetPermission: Rule = {
  id: 'pod-identity.target-permission',
  layer: 'pod-identity',
  title: "The association's role may not assume the target role",
  holds: "The association's role may assume the target role",
  needs: ['association', 'targetRole'],
  concerns: ({ evidence }) => evidence.targetRole.state !== 'unasked',
  check(situation) {
    const association = knownValue(situation.evidence.association);
    const first = parseRoleArn(association.roleArn);
    const target = parseRoleArn(association.targetRoleArn ?? '');
    if (first === null || target === null || targetTrust(situation)?.decision !== 'allowed') {
      return { status: 'skipped', explanation: 'The trust policy of the target is in the way first.' };
    }
    if (
      first.accountId === target.accountId &&
      namesRole(situation.evidence.targetRole, association.roleArn)
    ) {
      return {
        status: 'pass',
        actual: 'the trust policy names the role itself, which is enough within an account',
      };
    }
    return {
      status: 'unknown',
      explanation: `The target trusts role ${first.name}, but whether the policies of ${first.name} permit sts:AssumeRole${association.hasSessionTags ? ' and sts:TagSession' : ''} on ${association.targetRoleArn} was not read: aws iam simulate-principal-policy tells.`,
      evidence: [situation.evidence.association],
    };
  },
};

/** Whether the policy names the role by its ARN: an account alone would leave it to the role's own policies. */
function namesRole(
  piece: { readonly state: string; readonly value?: { readonly trustPolicy: string } },
  arn: string,
): boolean {
  return piece.value?.trustPolicy.includes(JSON.stringify(arn)) === true;
}
