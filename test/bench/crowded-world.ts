import { templateTrustPolicy } from '../../src/checker/trust/template.ts';
import { baseWorld, MAIN_ACCOUNT } from '../../src/sandbox/scenarios/base-world.ts';
import { addRole } from '../../src/sandbox/world/account.ts';
import { addWorkload } from '../../src/sandbox/world/add-workload.ts';
import { issuerHost } from '../../src/sandbox/world/cluster.ts';
import { accountOf, clusterNamed, type World } from '../../src/sandbox/world/world.ts';

export const CLUSTERS = ['prod-eu', 'staging', 'lab', 'on-premises'] as const;
const NAMESPACES = 100;
/** One in so many is left out of its role's trust policy, so that a fix has to be found and proven. */
const BROKEN_ONE_IN = 3;

/** A world with `count` service accounts in four clusters, each with a role and pods of its own, and the words that ask about each of them. */
export function crowdedWorld(count: number): { readonly world: World; readonly texts: readonly string[] } {
  const world = baseWorld();
  const account = accountOf(world, MAIN_ACCOUNT);
  const texts: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const clusterName = CLUSTERS[index % CLUSTERS.length] ?? 'prod-eu';
    const cluster = clusterNamed(world, clusterName);
    const namespace = `team-${index % NAMESPACES}`;
    const serviceAccount = `app-${index}`;
    const role = `app-role-${index}`;
    const isLeftOut = index % BROKEN_ONE_IN === BROKEN_ONE_IN - 1;
    const trustPolicy = templateTrustPolicy({
      accountId: MAIN_ACCOUNT,
      issuer: `https://${issuerHost(cluster)}`,
      subject: `system:serviceaccount:${namespace}:${serviceAccount}${isLeftOut ? '-of-old' : ''}`,
      audience: 'sts.amazonaws.com',
    });
    addRole(account, { name: role, trustPolicy });
    const roleArn = `arn:aws:iam::${MAIN_ACCOUNT}:role/${role}`;
    addWorkload(cluster, { namespace, serviceAccount, roleArn, replicas: 1 });
    texts.push(`check ${namespace}/${serviceAccount} ${clusterName}`);
  }
  return { world, texts };
}
