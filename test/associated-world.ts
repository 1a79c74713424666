import { baseWorld, MAIN_ACCOUNT } from '../src/sandbox/scenarios/base-world.ts';
import { podIdentityTrust } from '../src/sandbox/scenarios/pod-identity/associated.ts';
import { addRole } from '../src/sandbox/world/account.ts';
import { addWorkload } from '../src/sandbox/world/add-workload.ts';
import { accountOf, clusterNamed, type World } from '../src/sandbox/world/world.ts';

/** A cluster in which so many service accounts are served by Pod Identity, all in order. */
export function associatedWorld(count: number): World {
  const world = baseWorld();
  const cluster = clusterNamed(world, 'prod-eu');
  addRole(accountOf(world, MAIN_ACCOUNT), {
    name: 'shared',
    trustPolicy: JSON.stringify(podIdentityTrust()),
  });
  for (let index = 0; index < count; index += 1) {
    const [namespace, serviceAccount] = ['orders', `worker-${index}`];
    const roleArn = `arn:aws:iam::${MAIN_ACCOUNT}:role/shared`;
    cluster.associations.push({ id: `a-${index}`, namespace, serviceAccount, roleArn });
    addWorkload(cluster, { namespace, serviceAccount, roleArn: null, replicas: 1 });
  }
  return world;
}
