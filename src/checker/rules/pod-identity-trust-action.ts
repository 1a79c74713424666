import { POD_IDENTITY_ACTIONS } from '../trust/pod-identity.ts';
import { placeName, podIdentityTrustRule } from './pod-identity-trust-rule.ts';

export const podIdentityTrustAction = podIdentityTrustRule({
  id: 'pod-identity.trust-action',
  title: 'The trust policy lacks an action that Pod Identity needs',
  holds: 'The trust policy allows what Pod Identity calls',
  kind: 'action',
  explain: ({ statement, missing, written }) => ({
    expected: POD_IDENTITY_ACTIONS.join(', '),
    actual: written.join(', '),
    explanation: `${placeName(statement)} trusts EKS Pod Identity but does not allow ${missing.join(' and ')}. EKS assumes the role and tags the session with namespace, service account and cluster in one call, and STS refuses the whole of it where either right is missing.`,
  }),
});
