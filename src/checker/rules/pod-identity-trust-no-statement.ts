import { POD_IDENTITY_ACTIONS, POD_IDENTITY_SERVICE } from '../trust/pod-identity.ts';
import { podIdentityTrustRule } from './pod-identity-trust-rule.ts';

export const podIdentityTrustNoStatement = podIdentityTrustRule({
  id: 'pod-identity.trust-no-statement',
  title: "The association's role does not trust EKS Pod Identity",
  holds: "The association's role trusts EKS Pod Identity",
  kind: 'no-statement',
  explain: ({ trusted }, { association }) => ({
    expected: `a statement that lets the service ${POD_IDENTITY_SERVICE} call ${POD_IDENTITY_ACTIONS.join(' and ')}`,
    actual: trusted.length === 0 ? 'no Allow statement' : `only ${trusted.join(', ')} trusted`,
    explanation: `Association ${association.id} names this role, but its trust policy does not let EKS Pod Identity take it, so the agent gets no credentials. ${originOf(trusted)}`,
  }),
});

function originOf(trusted: readonly string[]): string {
  return trusted.some((principal) => principal.includes(':oidc-provider/'))
    ? 'It was made for web identity (IRSA), which is trusted in another way: both can stand side by side.'
    : `The service is called ${POD_IDENTITY_SERVICE}, exactly so, in every partition.`;
}
