import { addRole } from '../../world/account.ts';
import { accountOf } from '../../world/world.ts';
import { MAIN_ACCOUNT, PARTNER_ACCOUNT } from '../base-world.ts';
import { trustDocument } from '../web-identity-trust.ts';
import { refused } from './refused.ts';

export const SECOND_HOP = refused(
  {
    id: 'second-hop',
    title: 'The next role trusts the role, whose own policies leave the step out',
    breaks: 'permissions.second-hop',
    namespace: 'domains',
    serviceAccount: 'registrar',
    also: (world) =>
      addRole(accountOf(world, PARTNER_ACCOUNT), {
        name: 'domains-zones',
        trustPolicy: trustDocument({
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${MAIN_ACCOUNT}:role/domains-registrar` },
          Action: 'sts:AssumeRole',
        }),
      }),
  },
  { action: 'sts:AssumeRole', resource: `arn:aws:iam::${PARTNER_ACCOUNT}:role/domains-zones` },
);
