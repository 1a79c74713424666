import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../src/checker/vocabulary/diagnosis.ts';
import type { Fix } from '../src/checker/vocabulary/fix.ts';
import { type Checker, composeChecker } from '../src/compose-checker.ts';
import { MAIN_ACCOUNT } from '../src/sandbox/scenarios/base-world.ts';
import { SCENARIOS, seededWorld } from '../src/sandbox/scenarios/list.ts';
import type { Scenario } from '../src/sandbox/scenarios/scenario.ts';
import { addRole } from '../src/sandbox/world/account.ts';
import { putIdentityAgent } from '../src/sandbox/world/identity-agent.ts';
import { mutatePod } from '../src/sandbox/world/mutate-pod.ts';
import { accountOf, clusterNamed, type World } from '../src/sandbox/world/world.ts';
import { applyCommands } from './sandbox/apply-commands.ts';
import { type SettledCloud, settleIn } from './settled-cloud.ts';

let world: World;
let settled: SettledCloud;
let checker: Checker;

beforeAll(async () => {
  world = seededWorld();
  settled = await settleIn(world);
  checker = composeChecker(settled.config);
});

afterAll(async () => {
  await checker?.close();
  await settled?.close();
});

async function diagnosisOf({ cluster, namespace, serviceAccount }: Scenario): Promise<Diagnosis> {
  const target = { cluster, namespace, serviceAccount, pod: null };
  const outcome = await checker.check(target, null, AbortSignal.timeout(30_000));
  if (outcome.kind !== 'diagnosis') throw new Error(outcome.message);
  return outcome.diagnosis;
}

/** The value of an option in the fix's first command of the AWS command line. */
function option(fix: Fix, name: string): string {
  const text = fix.commands.find(({ tool }) => tool === 'aws')?.text ?? '';
  const value = text.split(' ').at(text.split(' ').indexOf(name) + 1);
  if (value === undefined || !text.includes(`${name} `)) throw new Error(`no ${name} in ${text}`);
  return value;
}

/** Creates the pods of the namespace anew: without what the webhook put into them, and through the webhook again. */
function restart({ cluster: name, namespace, serviceAccount }: Scenario): void {
  const cluster = clusterNamed(world, name);
  const association = cluster.associations.find(
    (one) => one.namespace === namespace && one.serviceAccount === serviceAccount,
  );
  const account = cluster.serviceAccounts.find(
    ({ metadata }) => metadata.namespace === namespace && metadata.name === serviceAccount,
  );
  for (const [at, pod] of cluster.pods.entries()) {
    if (pod.metadata.namespace !== namespace) continue;
    const metadata = { ...pod.metadata, creationTimestamp: '2026-06-01T00:00:00Z' };
    const containers = pod.spec.containers.map(({ env: _, ...container }) => container);
    const fresh = { ...pod, metadata, spec: { ...pod.spec, containers } };
    cluster.pods[at] = mutatePod(fresh, account, { region: cluster.region, association });
  }
}

/** As many as any scenario spreads its pods over. */
const NODES = 4;

/** Puts a fix into the sandbox, as whoever runs its commands would. */
function apply(fix: Fix, scenario: Scenario, diagnosis: Diagnosis): void {
  const cluster = clusterNamed(world, scenario.cluster);
  switch (fix.kind) {
    case 'trust-policy': {
      const name = option(fix, '--role-name');
      const account = accountOf(world, /account (\d{12})/.exec(fix.notes.join(' '))?.[1] ?? '');
      const role = account.roles.get(name.toLowerCase());
      if (role === undefined) throw new Error(`no role ${name}`);
      role.trustPolicy = JSON.stringify(fix.document);
      return;
    }
    case 'cluster-version':
      cluster.version = option(fix, '--kubernetes-version');
      cluster.platformVersion = 'eks.1';
      return;
    case 'role':
      addRole(accountOf(world, diagnosis.target.accountId ?? ''), {
        name: option(fix, '--role-name'),
        trustPolicy: fix.document ?? '',
      });
      return;
    case 'permission':
      applyCommands(fix.commands, { world, cluster, accountId: cluster.accountId });
      return;
    case 'pod-identity-agent':
      putIdentityAgent(cluster, NODES);
      return;
    case 'pod-identity-association': {
      const { namespace, serviceAccount } = scenario;
      const existing = cluster.associations.find((one) => one.id === optional(fix, '--association-id'));
      if (existing !== undefined) {
        existing.disableSessionTags = !fix.commands[0]?.text.includes('--no-disable-session-tags');
        return;
      }
      expect([option(fix, '--namespace'), option(fix, '--service-account')]).toEqual([
        namespace,
        serviceAccount,
      ]);
      cluster.associations.push({
        id: 'a-created-by-the-fix',
        namespace,
        serviceAccount,
        roleArn: `arn:aws:iam::${cluster.accountId}:role/${namespace}-${serviceAccount}`,
      });
      restart(scenario);
      return;
    }
    default:
      restart(scenario);
  }
}

function optional(fix: Fix, name: string): string | null {
  return fix.commands.some(({ text }) => text.includes(`${name} `)) ? option(fix, name) : null;
}

/** What the sandbox cannot do for somebody, what is denied on purpose, and what is no fault of the association. */
const NOT_TRIED = [
  'pod-identity.unsupported-compute',
  'pod-identity.role-account',
  'pod-identity.trust-explicit-deny',
  'pod-identity.session-policy',
  'pod-identity.tag-session-denied',
];

const mended = SCENARIOS.filter(
  ({ breaks, verdict, isTold }) =>
    verdict === 'broken' &&
    breaks?.startsWith('pod-identity.') === true &&
    // What only an error tells is not there without one.
    !isTold &&
    !NOT_TRIED.includes(breaks),
);

describe('a check of a service account that an association serves', () => {
  it('reads association, role and the pods of the agent besides, each once', async () => {
    const scenario = SCENARIOS.find(({ id }) => id === 'pod-identity');
    if (scenario === undefined) throw new Error('the scenario is gone');
    const { calls } = await diagnosisOf(scenario);
    const apis = calls.map(({ api }) => api);
    expect(apis.filter((api) => !api.startsWith('kubernetes:')).toSorted()).toEqual([
      'eks:DescribeCluster',
      'eks:DescribePodIdentityAssociation',
      'eks:ListPodIdentityAssociations',
      'iam:GetRole',
    ]);
    expect(apis.filter((api) => api.startsWith('kubernetes:')).toSorted()).toEqual([
      'kubernetes:list mutatingwebhookconfigurations',
      'kubernetes:list pods',
      'kubernetes:list pods',
      'kubernetes:list serviceaccounts',
    ]);
  });
});

describe('the fix of a Pod Identity scenario, put into the sandbox', () => {
  it.each(mended)('$id: makes it healthy', async (scenario) => {
    const before = await diagnosisOf(scenario);
    expect(before.cause).toBe(scenario.breaks);
    const index = before.findings.find(({ id }) => id === before.cause)?.fix ?? -1;
    const fix = before.fixes[index];
    if (fix === undefined) throw new Error(`${scenario.id} has no fix`);
    apply(fix, scenario, before);
    if (fix.kind === 'cluster-version') {
      // What EKS says of a cluster is kept for a while.
      await checker.close();
      checker = composeChecker(settled.config);
    }
    const after = await diagnosisOf(scenario);
    expect(after.verdict, after.summary).toBe('healthy');
  });

  it('excepts the agent from a proxy by a command that works', async () => {
    const scenario = SCENARIOS.find(({ id }) => id === 'agent-behind-proxy');
    if (scenario === undefined) throw new Error('the scenario is gone');
    const before = await diagnosisOf(scenario);
    const finding = before.findings.find(({ id }) => id === scenario.breaks);
    const commands = before.fixes[finding?.fix ?? -1]?.commands ?? [];
    expect(commands.map(({ text }) => text)).toEqual([
      "kubectl set env deployment/fetcher -c fetcher 'NO_PROXY=169.254.170.23,[fd00:ec2::23]' -n crawler",
    ]);
    applyCommands(commands, {
      world,
      cluster: clusterNamed(world, scenario.cluster),
      accountId: MAIN_ACCOUNT,
    });
    expect((await diagnosisOf(scenario)).verdict).toBe('healthy');
  });

  it('makes the role that trusts Pod Identity alone work by its association, too', async () => {
    const scenario = SCENARIOS.find(({ id }) => id === 'pod-identity-only');
    if (scenario === undefined) throw new Error('the scenario is gone');
    const before = await diagnosisOf(scenario);
    const wanted = before.findings.find(({ id }) => id === scenario.warns);
    const fix = before.fixes[wanted?.fix ?? -1];
    if (fix === undefined) throw new Error('no association is offered');
    apply(fix, scenario, before);
    const after = await diagnosisOf(scenario);
    expect(after).toMatchObject({ verdict: 'at-risk', cause: null });
    expect(after.findings.find(({ id }) => id === 'pod-identity.trust-no-statement')?.status).toBe('pass');
  });
});
