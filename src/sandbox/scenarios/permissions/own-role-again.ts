import { MAIN_ACCOUNT } from '../base-world.ts';
import { refused } from './refused.ts';

export const OWN_ROLE_AGAIN = refused(
  {
    id: 'own-role-again',
    title: 'The application assumes the role that it has already',
    breaks: 'permissions.own-role-again',
    namespace: 'certificates',
    serviceAccount: 'issuer',
  },
  { action: 'sts:AssumeRole', resource: `arn:aws:iam::${MAIN_ACCOUNT}:role/certificates-issuer` },
);
