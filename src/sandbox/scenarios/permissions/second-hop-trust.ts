import { addRole } from '../../world/account.ts';
import { putRolePolicy } from '../../world/permissions.ts';
import { accountOf } from '../../world/world.ts';
import { MAIN_ACCOUNT } from '../base-world.ts';
import { trustDocument } from '../web-identity-trust.ts';
import { refused, unallowed } from './refused.ts';

const NEXT = `arn:aws:iam::${MAIN_ACCOUNT}:role/manuscripts-vault`;

export const SECOND_HOP_TRUST = refused(
  {
    id: 'second-hop-trust',
    title: 'The role may assume the next one, which trusts another role',
    breaks: 'permissions.second-hop-trust',
    namespace: 'manuscripts',
    serviceAccount: 'reader',
    role: {
      permit: (role) =>
        putRolePolicy(role, 'hop', { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: NEXT }),
    },
    also: (world) =>
      addRole(accountOf(world, MAIN_ACCOUNT), {
        name: 'manuscripts-vault',
        trustPolicy: trustDocument({
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${MAIN_ACCOUNT}:role/manuscripts-writer` },
          Action: 'sts:AssumeRole',
        }),
      }),
  },
  {
    action: 'sts:AssumeRole',
    resource: NEXT,
    because: unallowed('role trust policy', 'sts:AssumeRole'),
  },
);
