import { serviceTrust } from '../base-world.ts';
import { scenario } from '../scenario.ts';

export const POD_IDENTITY_ONLY = scenario({
  id: 'pod-identity-only',
  title: 'The role is made for Pod Identity, the service account for web identity',
  breaks: 'trust.no-web-identity-statement',
  warns: 'pod-identity.association-wanted',
  namespace: 'relay',
  serviceAccount: 'webhooks',
  trustPolicy: () => serviceTrust('pods.eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession']),
});
