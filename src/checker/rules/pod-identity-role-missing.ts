import { podIdentityRoleFix } from '../fixes/pod-identity-role-fix.ts';
import { knownOrNull } from '../known.ts';
import type { Rule } from './rule.ts';

export const podIdentityRoleMissing: Rule = {
  id: 'pod-identity.role-missing',
  layer: 'pod-identity',
  title: "The association's role does not exist",
  holds: "The association's role exists",
  needs: ['association', 'associationRole'],
  judgesAbsence: true,
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check(situation) {
    const { evidence } = situation;
    const association = knownOrNull(evidence.association);
    if (association === null)
      return { status: 'skipped', explanation: 'There is no such association any more.' };
    if (evidence.associationRole.state === 'known') {
      const { arn } = evidence.associationRole.value;
      if (arn === association.roleArn) return { status: 'pass', actual: arn };
    }
    const other = knownOrNull(evidence.associationRole)?.arn ?? null;
    const fix = podIdentityRoleFix(situation, association);
    return {
      status: 'fail',
      expected: association.roleArn,
      actual: other === null ? 'no such role' : `only ${other}`,
      explanation: `Association ${association.id} names a role that IAM does not know${other === null ? '' : ' by that ARN'}; most likely it was deleted or made anew elsewhere since. Create it again, or give the association another role.`,
      ...(fix === null ? {} : { fix }),
    };
  },
};
