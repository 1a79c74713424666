import { associationAstray } from '../association-astray.ts';
import { associationFix } from '../fixes/association-fix.ts';
import type { Rule } from './rule.ts';

export const podIdentityAssociationAstray: Rule = {
  id: 'pod-identity.association-astray',
  layer: 'pod-identity',
  title: 'The Pod Identity association is for another name',
  holds: 'No Pod Identity association misses the service account by its spelling',
  needs: ['astray'],
  concerns: ({ evidence }) => evidence.astray.state !== 'unasked',
  check(situation) {
    const { evidence, target } = situation;
    const first = associationAstray(evidence, target);
    if (first === null) return { status: 'pass' };
    const written = `${first.namespace}/${first.serviceAccount}`;
    const who = `${target.namespace}/${target.serviceAccount}`;
    return {
      status: 'fail',
      expected: who,
      actual: written,
      explanation: `${who} has neither a role annotation nor an association, and association ${first.id} is for ${written}, a service account that does not exist: it was most likely meant for this one. EKS takes any name, and an association cannot be renamed: create it anew with the right name, for the same role, and delete the other.`,
      fix: associationFix(situation, null, [
        `The role is that of association ${first.id}: aws eks describe-pod-identity-association shows it.`,
      ]),
    };
  },
};
