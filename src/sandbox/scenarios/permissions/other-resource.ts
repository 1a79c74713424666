import { putRolePolicy } from '../../world/permissions.ts';
import { refused, unallowed } from './refused.ts';

export const OTHER_RESOURCE = refused(
  {
    id: 'other-resource',
    title: 'The bucket in the settings is misspelt',
    breaks: 'permissions.other-resource',
    namespace: 'portraits',
    serviceAccount: 'resizer',
    role: {
      permit: (role) =>
        putRolePolicy(role, 'portraits', {
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::example-portraits/*',
        }),
    },
  },
  {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::exmaple-portraits/cat.jpg',
    because: unallowed('identity-based policy', 's3:GetObject'),
  },
);
