import { associated } from './associated.ts';

export const ASSOCIATION_ASTRAY = associated({
  id: 'association-astray',
  title: 'The Pod Identity association is for a service account that is spelt otherwise',
  breaks: 'pod-identity.association-astray',
  namespace: 'newsletter',
  serviceAccount: 'digest',
  association: { serviceAccount: 'digests' },
});
