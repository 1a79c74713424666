import { MAIN_ACCOUNT } from '../base-world.ts';
import { refused, unallowed } from './refused.ts';

export const ENDPOINT_POLICY = refused(
  {
    id: 'endpoint-policy',
    title: 'A VPC endpoint lets only some calls through',
    breaks: 'permissions.endpoint-policy',
    namespace: 'receipts',
    serviceAccount: 'mailer',
  },
  {
    action: 'sqs:SendMessage',
    resource: `arn:aws:sqs:eu-west-1:${MAIN_ACCOUNT}:receipts`,
    because: unallowed('VPC endpoint policy', 'sqs:SendMessage'),
  },
);
