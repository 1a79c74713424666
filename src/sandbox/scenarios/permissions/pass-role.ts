import { MAIN_ACCOUNT } from '../base-world.ts';
import { refused, unallowed } from './refused.ts';

export const PASS_ROLE = refused(
  {
    id: 'pass-role',
    title: 'A controller may create instances, and not give them their role',
    breaks: 'permissions.pass-role',
    namespace: 'machines',
    serviceAccount: 'controller',
  },
  {
    action: 'iam:PassRole',
    resource: `arn:aws:iam::${MAIN_ACCOUNT}:role/prod-eu-nodes`,
    because: unallowed('identity-based policy', 'iam:PassRole'),
  },
);
