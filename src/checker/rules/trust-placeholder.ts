import { providerArnOf } from '../trust/provider-arn.ts';
import { statementName, trustRule } from './trust-rule.ts';

export const trustPlaceholder = trustRule({
  id: 'trust.placeholder',
  title: 'A placeholder was left in the trust policy',
  holds: 'No placeholder was left in the trust policy',
  explain: (fault, { request }) => {
    const { condition, statement } = fault;
    const written = condition === null ? (statement?.principal.wanted ?? []) : condition.wanted;
    const inKey = condition !== null && condition.keyKind === 'malformed';
    const expected =
      condition === null
        ? providerArnOf(request)
        : condition.keyKind === 'aud'
          ? request.audience
          : request.subject;
    return {
      expected,
      actual: inKey ? condition.key : written.join(', '),
      explanation: `In ${statementName(fault)} ${inKey ? 'a condition key' : condition === null ? 'the principal' : `the value under ${condition.key}`} is still that of an example or a template: nothing put the real one in. Whatever fills in the document, be it a shell, Terraform or a chart, left it as it was.`,
    };
  },
});
