import { MAIN_ACCOUNT } from '../base-world.ts';
import { refused, unallowed } from './refused.ts';

export const KEY_POLICY = refused(
  {
    id: 'key-policy',
    title: "The policy of the secret's key leaves the role out",
    breaks: 'permissions.key-policy',
    namespace: 'vaults',
    serviceAccount: 'opener',
  },
  {
    action: 'kms:Decrypt',
    resource: `arn:aws:kms:eu-west-1:${MAIN_ACCOUNT}:key/7c1e4b0e-5d0a-4c8e-9f2a-6b3d8e7f1a20`,
    because: unallowed('resource-based policy', 'kms:Decrypt'),
  },
);
