import { addPolicy, putRolePolicy } from '../../world/permissions.ts';
import { MAIN_ACCOUNT } from '../base-world.ts';
import { refused, unallowed } from './refused.ts';

const QUEUE = `arn:aws:sqs:eu-west-1:${MAIN_ACCOUNT}:sandboxes-builds`;

export const BOUNDARY = refused(
  {
    id: 'boundary',
    title: 'The permissions boundary leaves out what the role is allowed',
    breaks: 'permissions.boundary',
    namespace: 'sandboxes',
    serviceAccount: 'builder',
    role: {
      permit(role, account) {
        putRolePolicy(role, 'queues', { Effect: 'Allow', Action: 'sqs:*', Resource: QUEUE });
        role.boundaryArn = addPolicy(account, 'team-boundary', {
          Effect: 'Allow',
          Action: ['s3:*', 'dynamodb:*'],
          Resource: '*',
        });
      },
    },
  },
  {
    action: 'sqs:CreateQueue',
    resource: QUEUE,
    because: unallowed('permissions boundary', 'sqs:CreateQueue'),
  },
);
