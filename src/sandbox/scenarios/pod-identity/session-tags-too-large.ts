import { associated } from './associated.ts';

export const SESSION_TAGS_TOO_LARGE = associated({
  id: 'session-tags-too-large',
  title: 'The application tags its own session, and the tags of Pod Identity leave no room for that',
  breaks: 'pod-identity.session-tags-too-large',
  namespace: 'tenants',
  serviceAccount: 'broker',
  isTold: true,
  error:
    'namespace=tenants serviceaccount=broker An error occurred (PackedPolicyTooLarge) when calling the AssumeRole operation: Packed size of session tags consumes 112% of allotted space.',
});
