import { placeholderArn } from '../fixes/annotation-fix.ts';
import { associationUpdateFix } from '../fixes/association-fix.ts';
import { knownValue } from '../known.ts';
import { parseRoleArn } from '../role-arn.ts';
import { shellOption } from '../shell-quote.ts';
import type { Rule } from './rule.ts';

export const podIdentityRoleAccount: Rule = {
  id: 'pod-identity.role-account',
  layer: 'pod-identity',
  title: "The association's role is in another account",
  holds: "The association's role is in the cluster's account",
  needs: ['association', 'cluster'],
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check(situation) {
    const association = knownValue(situation.evidence.association);
    const { accountId } = knownValue(situation.evidence.cluster);
    const role = parseRoleArn(association.roleArn);
    if (role === null || role.accountId === accountId) return { status: 'pass', actual: association.roleArn };
    const own = placeholderArn(situation);
    return {
      status: 'fail',
      expected: `a role of account ${accountId}`,
      actual: association.roleArn,
      explanation: `The cluster is in account ${accountId}, and EKS assumes only roles of the same account. To reach ${role.accountId}, associate a role of ${accountId} and name the other one as its target role, which EKS then assumes from there.`,
      fix: associationUpdateFix(situation, association, {
        title: "Use a role of the cluster's account, and the other one as its target",
        notes: [
          `Put the ARN of a role of account ${accountId} in place of ${own}: one that trusts EKS Pod Identity and may assume ${association.roleArn}.`,
          'The target has to trust that role.',
        ],
        options: `${shellOption('--role-arn', own)} ${shellOption('--target-role-arn', association.roleArn)}`,
      }),
    };
  },
};
