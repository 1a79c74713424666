import { placeName, podIdentityTrustRule } from './pod-identity-trust-rule.ts';

export const podIdentityTrustExplicitDeny = podIdentityTrustRule({
  id: 'pod-identity.trust-explicit-deny',
  title: 'The trust policy denies Pod Identity explicitly',
  holds: 'No statement of the trust policy denies Pod Identity explicitly',
  kind: 'deny',
  explain: ({ statement, condition }, { who }) => ({
    expected: 'no Deny statement that applies to EKS Pod Identity',
    actual:
      condition === null
        ? `${placeName(statement)} denies it`
        : `${placeName(statement)} denies it where ${condition.operator} ${condition.key}: ${condition.wanted.join(', ')}`,
    explanation: `${placeName(statement)} denies EKS Pod Identity the role for ${who}, whatever the other statements allow.`,
  }),
});
