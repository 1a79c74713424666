import { MAIN_ACCOUNT } from '../base-world.ts';
import { deniedIn, refused } from './refused.ts';

export const SERVICE_CONTROL_POLICY = refused(
  {
    id: 'service-control-policy',
    title: 'The organisation refuses what the role allows',
    breaks: 'permissions.service-control-policy',
    namespace: 'scaling',
    serviceAccount: 'provisioner',
  },
  {
    action: 'ec2:RunInstances',
    resource: `arn:aws:ec2:eu-west-1:${MAIN_ACCOUNT}:instance/*`,
    because: deniedIn('service control policy'),
  },
);
