import { providerArnOf } from '../trust/provider-arn.ts';
import { trustRule } from './trust-rule.ts';

export const trustNoWebIdentityStatement = trustRule({
  id: 'trust.no-web-identity-statement',
  title: 'The trust policy has no statement for web identities',
  holds: 'The trust policy has a statement for web identities',
  explain: ({ statement }, { request, who }) => ({
    expected: `a statement that lets ${providerArnOf(request)} assume the role with sts:AssumeRoleWithWebIdentity`,
    actual:
      statement === null || statement.effect === 'Deny'
        ? 'no Allow statement'
        : `a statement for ${statement.principal.wanted.join(', ') || 'other principals'}`,
    explanation: `The role trusts no OIDC provider at all, so no pod can assume it by its token, ${who} included. ${originOf(statement?.principal.wanted ?? [])}`,
  }),
});

function originOf(principals: readonly string[]): string {
  return principals.includes('pods.eks.amazonaws.com')
    ? "It was made for EKS Pod Identity: create an association in place of the annotation, or add a statement for the cluster's provider."
    : "It was made for something else, such as EC2 instances or another AWS service: add a statement for the cluster's provider, or annotate the service account with another role.";
}
