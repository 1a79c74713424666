import { putRolePolicy } from '../../world/permissions.ts';
import { PARTNER_ACCOUNT } from '../base-world.ts';
import { refused } from './refused.ts';

export const DENIED_ELSEWHERE = refused(
  {
    id: 'denied-elsewhere',
    title: 'The role is allowed the call, and it is refused all the same',
    breaks: 'permissions.denied-elsewhere',
    namespace: 'bulletins',
    serviceAccount: 'sender',
    role: {
      permit: (role) =>
        putRolePolicy(role, 'letters', { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' }),
    },
    verdict: 'unknown',
  },
  { action: 'sns:Publish', resource: `arn:aws:sns:eu-west-1:${PARTNER_ACCOUNT}:letters` },
);
