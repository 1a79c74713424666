import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { templateTrustPolicy } from '../../src/checker/trust/template.ts';
import { type Cloud, startCloud } from '../../src/sandbox/cloud.ts';
import { baseWorld, MAIN_ACCOUNT } from '../../src/sandbox/scenarios/base-world.ts';
import { podIdentityTrust } from '../../src/sandbox/scenarios/pod-identity/associated.ts';
import { addRole } from '../../src/sandbox/world/account.ts';
import { addWorkload } from '../../src/sandbox/world/add-workload.ts';
import { issuerHost } from '../../src/sandbox/world/cluster.ts';
import { accountOf, clusterNamed, type World } from '../../src/sandbox/world/world.ts';
import { type BenchLine, benchLine } from './bench-line.ts';

const SIZES = [100, 1_000, 10_000];
const ROLES = 2_000;
const NAMESPACES = 100;
/** One in so many is left out of its role's trust policy. */
const BROKEN_ONE_IN = 10;
/** One in so many, another one, has no annotation and is served by Pod Identity. */
const ASSOCIATED_ONE_IN = 10;
const MOST_MB = 400;
const ASSOCIATED_ROLE = `arn:aws:iam::${MAIN_ACCOUNT}:role/associated`;

const audited = z.object({
  ms: z.number(),
  serviceAccounts: z.number(),
  broken: z.number(),
  unknown: z.number(),
  healthy: z.number(),
  maxRssMb: z.number(),
  cpuMs: z.number(),
});

/**
 * What an audit costs in calls, time and memory, and how that grows with the number of service accounts. A page of EKS holds a hundred
 * associations, so that this one list has more pages where there are more of them; they have a figure of their own.
 */
export async function* benchAudit(): AsyncGenerator<BenchLine<'audit'>> {
  let callsOfSmallest: number | null = null;
  for (const size of SIZES) {
    const { result, aws, pages, kubernetes } = await measured(size);
    callsOfSmallest ??= aws;
    yield benchLine(
      'audit',
      `${size} service accounts on ${ROLES} roles`,
      {
        awsCallsToThoseOfSmallest: aws / callsOfSmallest,
        memoryToLimit: result.maxRssMb / MOST_MB,
      },
      {
        awsCalls: aws,
        pagesOfAssociations: pages,
        kubernetesCalls: kubernetes,
        seconds: result.ms / 1000,
        cpuSeconds: result.cpuMs / 1000,
        maxRssMb: result.maxRssMb,
        broken: result.broken,
        unknown: result.unknown,
        healthy: result.healthy,
      },
    );
  }
}

async function measured(size: number) {
  const directory = await mkdtemp(join(tmpdir(), 'irsa-doctor-bench-'));
  const cloud = await startCloud(worldOf(size));
  try {
    const result = await auditIn(directory, cloud);
    if (result.serviceAccounts !== size)
      throw new Error(`audited ${result.serviceAccounts} instead of ${size} service accounts`);
    const kubernetes = cloud.requests.filter(({ service }) => service === 'kubernetes').length;
    const pages = cloud.requests.filter(({ action }) => action === 'ListPodIdentityAssociations').length;
    return { result, aws: cloud.requests.length - kubernetes - pages, pages, kubernetes };
  } finally {
    await cloud.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function auditIn(directory: string, cloud: Cloud): Promise<z.infer<typeof audited>> {
  const kubeconfig = join(directory, 'kubeconfig');
  const flags = await flagsOfProgram();
  await writeFile(kubeconfig, cloud.kubeconfig);
  const child = spawn(process.execPath, [...flags, join(import.meta.dirname, 'audit-child.ts')], {
    cwd: directory,
    env: { PATH: process.env.PATH ?? '', HOME: directory, ...cloud.environment, KUBECONFIG: kubeconfig },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 300_000,
    killSignal: 'SIGKILL',
  });
  const ended = once(child, 'exit');
  const said = await text(child.stdout);
  await ended;
  return audited.parse(JSON.parse(said));
}

/** The options of Node that the program is started with, so that what is measured is what people run. */
async function flagsOfProgram(): Promise<readonly string[]> {
  const { scripts } = z
    .object({ scripts: z.object({ irsa: z.string() }) })
    .parse(JSON.parse(await readFile(join(import.meta.dirname, '../../package.json'), 'utf8')));
  return scripts.irsa.split(' ').filter((word) => word.startsWith('--'));
}

/** So many service accounts with a pod each, in a cluster in order. Roles serve several where there are more service accounts than roles. */
function worldOf(size: number): World {
  const world = baseWorld();
  const cluster = clusterNamed(world, 'prod-eu');
  const account = accountOf(world, MAIN_ACCOUNT);
  const issuer = `https://${issuerHost(cluster)}`;
  addRole(account, { name: 'associated', trustPolicy: JSON.stringify(podIdentityTrust()) });
  const subjects = Array.from({ length: ROLES }, (): string[] => []);
  for (let index = 0; index < size; index += 1) {
    const namespace = `team-${index % NAMESPACES}`;
    const serviceAccount = `app-${Math.floor(index / NAMESPACES)}`;
    if (index % ASSOCIATED_ONE_IN === 0) {
      cluster.associations.push({ id: `a-${index}`, namespace, serviceAccount, roleArn: ASSOCIATED_ROLE });
      addWorkload(cluster, { namespace, serviceAccount, roleArn: null, replicas: 1 });
      continue;
    }
    const role = index % ROLES;
    const isLeftOut = index % BROKEN_ONE_IN === BROKEN_ONE_IN - 1;
    subjects[role]?.push(`system:serviceaccount:${namespace}:${serviceAccount}${isLeftOut ? '-of-old' : ''}`);
    const roleArn = `arn:aws:iam::${MAIN_ACCOUNT}:role/app-role-${role}`;
    addWorkload(cluster, { namespace, serviceAccount, roleArn, replicas: 1 });
  }
  subjects.forEach((of, role) => {
    const [first = 'system:serviceaccount:nobody:nothing'] = of;
    const one = templateTrustPolicy({
      accountId: MAIN_ACCOUNT,
      issuer,
      subject: first,
      audience: 'sts.amazonaws.com',
    });
    const trustPolicy = JSON.stringify(one).replace(
      JSON.stringify(first),
      JSON.stringify(of.length > 1 ? of : first),
    );
    addRole(account, { name: `app-role-${role}`, trustPolicy });
  });
  return world;
}
