import { addPolicy, putRolePolicy } from '../../world/permissions.ts';
import { deniedIn, refused } from './refused.ts';

export const CALL_DENIED = refused(
  {
    id: 'call-denied',
    title: "A Deny among the role's policies refuses the call",
    breaks: 'permissions.explicit-deny',
    namespace: 'snapshots',
    serviceAccount: 'pruner',
    role: {
      permit: (role, account) => {
        putRolePolicy(role, 'snapshots', {
          Effect: 'Allow',
          Action: 's3:*',
          Resource: ['arn:aws:s3:::example-snapshots', 'arn:aws:s3:::example-snapshots/*'],
        });
        role.attachedPolicies.push(
          addPolicy(account, 'keep-snapshots', {
            Sid: 'KeepSnapshots',
            Effect: 'Deny',
            Action: 's3:DeleteObject',
            Resource: 'arn:aws:s3:::example-snapshots/*',
          }),
        );
      },
    },
  },
  {
    action: 's3:DeleteObject',
    resource: 'arn:aws:s3:::example-snapshots/2026/02/01.tar',
    because: deniedIn('identity-based policy'),
  },
);
