import { roleFix } from '../fixes/role-fix.ts';
import type { Rule } from './rule.ts';
import { roleOfOtherPartition } from './service-account-annotation-other-partition.ts';

export const roleMissing: Rule = {
  id: 'role.missing',
  layer: 'role',
  title: 'The role does not exist',
  holds: 'The role exists',
  needs: ['role'],
  judgesAbsence: true,
  check(situation) {
    const { evidence, target } = situation;
    if (evidence.role.state === 'known') return { status: 'pass', actual: evidence.role.value.arn };
    if (target.roleArn === null) {
      return {
        status: 'skipped',
        explanation: 'The role is named without its account, so it may be elsewhere.',
      };
    }
    if (roleOfOtherPartition(situation) !== null) {
      return { status: 'skipped', explanation: 'The annotation names another partition of AWS.' };
    }
    const fix = roleFix(situation);
    return {
      status: 'fail',
      expected: target.roleArn,
      actual: 'no such role',
      explanation:
        'IAM knows no such role in that account. STS says no more than "Not authorized to perform sts:AssumeRoleWithWebIdentity" in this case, exactly as for a wrong trust policy. Correct the annotation, or create the role.',
      ...(fix === null ? {} : { fix }),
    };
  },
};
