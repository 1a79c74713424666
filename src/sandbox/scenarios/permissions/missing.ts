import { putRolePolicy } from '../../world/permissions.ts';
import { MAIN_ACCOUNT } from '../base-world.ts';
import { refused, unallowed } from './refused.ts';

export const PERMISSION_MISSING = refused(
  {
    id: 'permission-missing',
    title: 'The role may read the queue, and not delete from it',
    breaks: 'permissions.missing',
    namespace: 'dispatch',
    serviceAccount: 'worker',
    role: {
      permit: (role) =>
        putRolePolicy(role, 'jobs', {
          Effect: 'Allow',
          Action: 'sqs:ReceiveMessage',
          Resource: `arn:aws:sqs:eu-west-1:${MAIN_ACCOUNT}:dispatch-jobs`,
        }),
    },
  },
  {
    action: 'sqs:DeleteMessage',
    resource: `arn:aws:sqs:eu-west-1:${MAIN_ACCOUNT}:dispatch-jobs`,
    because: unallowed('identity-based policy', 'sqs:DeleteMessage'),
  },
);
