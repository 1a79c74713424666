import { addRole } from '../../world/account.ts';
import { accountOf, type World } from '../../world/world.ts';
import { MAIN_ACCOUNT, PARTNER_ACCOUNT } from '../base-world.ts';
import { trustDocument } from '../web-identity-trust.ts';
import { associated } from './associated.ts';

export const TARGET_ROLE_MISSING = associated({
  id: 'target-role-missing',
  title: 'The target role of the association does not exist',
  breaks: 'pod-identity.target-role-missing',
  namespace: 'replicas',
  serviceAccount: 'copier',
  association: { targetRoleArn: `arn:aws:iam::${MAIN_ACCOUNT}:role/replica-writer` },
});

export const TARGET_TRUST = associated({
  id: 'target-trust',
  title: "The target role trusts the association's role for another service account alone",
  breaks: 'pod-identity.target-trust',
  namespace: 'mirror',
  serviceAccount: 'pusher',
  association: { targetRoleArn: `arn:aws:iam::${MAIN_ACCOUNT}:role/mirror-target` },
  also: (world) =>
    addTarget(
      world,
      MAIN_ACCOUNT,
      'mirror-target',
      'mirror-pusher',
      'eu-west-1/111122223333/prod-eu/mirror/push',
    ),
});

export const TARGET_PERMISSION = associated({
  id: 'target-permission',
  title: 'The target role is in another account, and no policy of the first role allows it to go there',
  breaks: 'pod-identity.target-permission',
  namespace: 'offsite',
  serviceAccount: 'mover',
  association: { targetRoleArn: `arn:aws:iam::${PARTNER_ACCOUNT}:role/backup-vault` },
  also: (world) =>
    addTarget(
      world,
      PARTNER_ACCOUNT,
      'backup-vault',
      'offsite-mover',
      'eu-west-1/111122223333/prod-eu/offsite/mover',
    ),
});

export const TARGET_ROLE_TAKEN = associated({
  id: 'target-role',
  title: 'The association goes on to a role of another account, and may',
  breaks: null,
  namespace: 'escrow',
  serviceAccount: 'keeper',
  association: { targetRoleArn: `arn:aws:iam::${PARTNER_ACCOUNT}:role/escrow-vault` },
  role: {
    permit: (role) =>
      role.inlinePolicies.set(
        'target',
        JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: ['sts:AssumeRole', 'sts:TagSession'],
            Resource: `arn:aws:iam::${PARTNER_ACCOUNT}:role/escrow-vault`,
          },
        }),
      ),
  },
  also: (world) =>
    addTarget(
      world,
      PARTNER_ACCOUNT,
      'escrow-vault',
      'escrow-keeper',
      'eu-west-1/111122223333/prod-eu/escrow/keeper',
    ),
});

/** A role that trusts one role of the main account for one external id. */
function addTarget(world: World, accountId: string, name: string, trusted: string, externalId: string): void {
  addRole(accountOf(world, accountId), {
    name,
    trustPolicy: trustDocument({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${MAIN_ACCOUNT}:role/${trusted}` },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringEquals: { 'sts:ExternalId': externalId } },
    }),
  });
}
