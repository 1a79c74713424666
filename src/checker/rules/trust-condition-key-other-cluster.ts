import { issuerHostOf } from '../trust/provider-arn.ts';
import { statementName, trustRule } from './trust-rule.ts';

export const trustConditionKeyOtherCluster = trustRule({
  id: 'trust.condition-key-other-cluster',
  title: "A condition key is another cluster's",
  holds: "The condition keys are this cluster's",
  explain: (fault, { request }) => {
    const key = fault.condition?.key ?? '';
    const isDoubled = fault.condition?.faults.includes('two-clusters') ?? false;
    return {
      expected: `${issuerHostOf(request.issuer)}:${/:aud$/i.test(key) ? 'aud' : 'sub'}`,
      actual: key,
      explanation: isDoubled
        ? `${statementName(fault)} asks for the keys of two clusters at once. All conditions of a statement have to hold, and a token comes from one cluster only: give each cluster a statement of its own.`
        : `${statementName(fault)} trusts the right provider but asks for a key of another issuer. A token carries the keys of its own issuer alone, so the condition is false for everybody.`,
    };
  },
});
