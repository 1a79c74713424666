import { MAIN_ACCOUNT } from '../base-world.ts';
import { refused, unallowed } from './refused.ts';

export const NARROWED_SESSION = refused(
  {
    id: 'narrowed-session',
    title: 'The session carries a policy of its own',
    breaks: 'permissions.session-policy',
    namespace: 'leases',
    serviceAccount: 'broker',
  },
  {
    action: 'dynamodb:Query',
    resource: `arn:aws:dynamodb:eu-west-1:${MAIN_ACCOUNT}:table/leases`,
    because: unallowed('session policy', 'dynamodb:Query'),
  },
);
