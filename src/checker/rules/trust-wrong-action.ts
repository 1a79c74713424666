import { statementName, trustRule } from './trust-rule.ts';

export const trustWrongAction = trustRule({
  id: 'trust.wrong-action',
  title: 'The trust policy allows another action',
  holds: 'The trust policy allows sts:AssumeRoleWithWebIdentity',
  explain: (fault) => ({
    expected: 'sts:AssumeRoleWithWebIdentity',
    actual: fault.statement?.action.wanted.join(', ') ?? '',
    explanation: `${statementName(fault)} trusts the right provider but allows another action. A web identity comes in by sts:AssumeRoleWithWebIdentity alone; sts:AssumeRole does not cover it.`,
  }),
});
