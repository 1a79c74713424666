import { addOidcProvider, addRole } from '../../src/sandbox/world/account.ts';
import { addWorkload } from '../../src/sandbox/world/add-workload.ts';
import { newCluster } from '../../src/sandbox/world/cluster.ts';
import { newIdentityWebhook } from '../../src/sandbox/world/identity-webhook.ts';
import { accountOf, emptyWorld, type World } from '../../src/sandbox/world/world.ts';

export const ISSUER = 'https://oidc.eks.eu-north-1.amazonaws.com/id/6E1F00C2A9D84B7790AB53C1D2E4F687';
export const PROVIDER_ARN = `arn:aws:iam::222233334444:oidc-provider/${ISSUER.replace('https://', '')}`;
export const KEY = { accessKeyId: 'AKIATESTUSER00000001', secretAccessKey: 'test-secret' };
export const TOKEN = 'test-token';

/** One account with one role and a provider, one cluster with one workload, and a user who may do everything. */
export function smallWorld(): World {
  const world = emptyWorld();
  world.accessKeys.set(KEY.accessKeyId, {
    id: KEY.accessKeyId,
    secret: KEY.secretAccessKey,
    accountId: '222233334444',
    arn: 'arn:aws:iam::222233334444:user/tester',
    userId: 'AIDATESTER',
    actions: null,
  });
  const account = accountOf(world, '222233334444');
  addOidcProvider(account, ISSUER, ['sts.amazonaws.com', 'other & <client>']);
  const role = addRole(account, {
    name: 'tea-brewer',
    path: '/kitchen/',
    lastUsedAt: '2026-03-05T07:00:00Z',
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: PROVIDER_ARN },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringLike: { "it's:sub": "100% <tea> & 'milk' (two) ä" } },
        },
      ],
    },
  });
  const cluster = newCluster({
    name: 'tea',
    region: 'eu-north-1',
    accountId: '222233334444',
    issuer: ISSUER,
  });
  cluster.tokens.push({ token: TOKEN, username: 'tester', rules: null });
  cluster.webhooks.push(newIdentityWebhook());
  addWorkload(cluster, { namespace: 'kitchen', serviceAccount: 'brewer', roleArn: role.arn, replicas: 3 });
  world.clusters.push(cluster);
  return world;
}
