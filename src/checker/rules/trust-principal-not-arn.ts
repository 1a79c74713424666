import { providerArnOf } from '../trust/provider-arn.ts';
import { statementName, trustRule } from './trust-rule.ts';

export const trustPrincipalNotArn = trustRule({
  id: 'trust.principal-not-arn',
  title: 'The federated principal is not the ARN of a provider',
  holds: 'The federated principal is the ARN of a provider',
  explain: (fault, { request }) => ({
    expected: providerArnOf(request),
    actual: fault.statement?.principal.wanted.join(', ') ?? '',
    explanation: `${statementName(fault)} names the provider by its URL or host. IAM compares with the provider's whole ARN, in the role's own account.`,
  }),
});
