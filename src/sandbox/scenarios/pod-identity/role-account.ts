import { PARTNER_ACCOUNT } from '../base-world.ts';
import { associated } from './associated.ts';

export const ROLE_ACCOUNT = associated({
  id: 'association-role-account',
  title: 'The association names a role of another account',
  breaks: 'pod-identity.role-account',
  namespace: 'settlement',
  serviceAccount: 'clearing',
  role: { accountId: PARTNER_ACCOUNT },
});
