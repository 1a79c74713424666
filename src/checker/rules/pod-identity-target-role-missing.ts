import { targetRoleFix } from '../fixes/target-role-fix.ts';
import { knownOrNull } from '../known.ts';
import type { Rule } from './rule.ts';

export const podIdentityTargetRoleMissing: Rule = {
  id: 'pod-identity.target-role-missing',
  layer: 'pod-identity',
  title: "The association's target role does not exist",
  holds: "The association's target role exists",
  needs: ['association', 'targetRole'],
  judgesAbsence: true,
  concerns: ({ evidence }) => evidence.targetRole.state !== 'unasked',
  check(situation) {
    const { evidence } = situation;
    const wanted = knownOrNull(evidence.association)?.targetRoleArn;
    if (wanted == null) return { status: 'skipped', explanation: 'The association has no target role.' };
    const found = knownOrNull(evidence.targetRole)?.arn;
    if (found === wanted) return { status: 'pass', actual: found };
    const fix = targetRoleFix(situation);
    return {
      status: 'fail',
      expected: wanted,
      actual: found === undefined ? 'no such role' : `only ${found}`,
      explanation:
        'EKS assumes the role of the association and from there the target role, which IAM does not know by that ARN. Create it, or correct the target of the association.',
      ...(fix === null ? {} : { fix }),
    };
  },
};
