import { differenceIn, statementName, trustRule } from './trust-rule.ts';

export const trustConditionFailed = trustRule({
  id: 'trust.condition-failed',
  title: 'A further condition of the trust policy fails',
  holds: 'The further conditions of the trust policy hold',
  explain: (fault, { trust }) => {
    const { condition } = fault;
    if (condition === null) {
      return {
        expected: 'a statement that applies',
        actual: 'none does',
        explanation: trust.reasons.join(' '),
      };
    }
    const name = `${condition.operator} ${condition.key}`;
    return {
      expected: condition.got === null ? `no condition on ${condition.key}` : `${name}: ${condition.got}`,
      actual: `${name}: ${condition.wanted.join(', ')}`,
      explanation: `${statementName(fault)} also asks for ${name}, which ${condition.got === null ? 'a call with a web identity does not carry' : 'does not hold'}${differenceIn(condition.differences)}. All conditions of a statement have to hold at once.`,
    };
  },
});
