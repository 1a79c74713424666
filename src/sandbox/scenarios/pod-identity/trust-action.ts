import { associated, podIdentityTrust } from './associated.ts';

export const TAG_SESSION_LEFT_OUT = associated({
  id: 'tag-session-left-out',
  title: 'The trust policy lets Pod Identity assume the role but not tag the session',
  breaks: 'pod-identity.trust-action',
  namespace: 'deliveries',
  serviceAccount: 'tracker',
  trustPolicy: () => podIdentityTrust(['sts:AssumeRole']),
});
