import { associated } from './associated.ts';

export const ASSOCIATION_ROLE_MISSING = associated({
  id: 'association-role-missing',
  title: 'The role of the association was deleted',
  breaks: 'pod-identity.role-missing',
  namespace: 'glossary',
  serviceAccount: 'renderer',
  role: { isThere: false },
});
