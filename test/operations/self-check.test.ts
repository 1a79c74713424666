import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runSelfCheck } from '../../src/compose-self-check.ts';
import { loadConfig } from '../../src/config.ts';
import type { Condition } from '../../src/operations/condition.ts';
import { type Cloud, startCloud } from '../../src/sandbox/cloud.ts';
import { seededWorld } from '../../src/sandbox/scenarios/list.ts';
import { type SandboxSlack, startSandboxSlack } from '../../src/sandbox/slack/start.ts';
import type { FaultKind } from '../../src/sandbox/world/fault.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { SCOPES } from '../../src/slack/scopes.ts';
import { describeWithRedis } from '../redis.ts';

let world: World;
let cloud: Cloud;
let slack: SandboxSlack;
let place: string;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'irsa-doctor-self-check-'));
  world = seededWorld();
  cloud = await startCloud(world);
  slack = await startSandboxSlack({
    mode: 'socket',
    signingSecret: 's',
    botToken: 'xoxb-1',
    appToken: 'xapp-1',
    scopes: SCOPES.map(({ name }) => name),
  });
  await writeFile(join(place, 'kubeconfig'), cloud.kubeconfig);
  await writeFile(join(place, 'settings.yaml'), cloud.settings);
  // The AWS SDK looks into the environment by itself; every test file has a process of its own.
  Object.assign(process.env, cloud.environment);
});
afterAll(async () => {
  await slack?.close();
  await cloud?.close();
  await rm(place, { recursive: true, force: true });
});
afterEach(() => {
  world.faults.length = 0;
  slack.clearFaults();
});

async function check(
  env: Record<string, string | undefined> = {},
  cluster: string | null = null,
): Promise<readonly Condition[]> {
  const loaded = loadConfig(
    {
      KUBECONFIG: join(place, 'kubeconfig'),
      IRSA_DOCTOR_CONFIG: join(place, 'settings.yaml'),
      IRSA_DOCTOR_DATA_DIR: join(place, 'data'),
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      ...env,
    },
    'self-check',
  );
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  return runSelfCheck(loaded.config, { cluster, namespace: 'default' }, AbortSignal.timeout(30_000));
}

/** What is not fine, as `subject: state`, beside its remedy. */
function troubles(conditions: readonly Condition[]) {
  return conditions
    .filter(({ state }) => state !== 'ok')
    .map(({ subject, state, remedy }) => [`${subject}: ${state}`, remedy ?? '']);
}

describe('the self-check', () => {
  it('finds nothing to mend where nothing is missing', async () => {
    const conditions = await check();
    expect(troubles(conditions)).toEqual([]);
    expect(new Set(conditions.map(({ integration }) => integration))).toEqual(
      new Set(['slack', 'queue', 'cluster', 'aws']),
    );
  });

  it('changes nothing and only reads', async () => {
    const before = cloud.requests.length;
    await check();
    const actions = cloud.requests.slice(before).map(({ action }) => action);
    expect(actions.length).toBeGreaterThan(8);
    expect(
      actions.filter((action) => !/^(get|list) |^(Get|List|Describe|Simulate|AssumeRole)/.test(action)),
    ).toEqual([]);
    expect([...new Set(slack.calls.map(({ method }) => method))].sort()).toEqual([
      'apps.connections.open',
      'auth.test',
    ]);
  });

  const denials: readonly [api: string, troubled: string, remedy: RegExp][] = [
    ['kubernetes:get serviceaccounts', 'get serviceaccounts in prod-eu: denied', /cluster-role\.yaml/],
    ['kubernetes:list pods', 'list pods in prod-eu: denied', /cluster-role\.yaml/],
    [
      'kubernetes:get /.well-known/openid-configuration',
      'get /.well-known/openid-configuration in prod-eu: denied',
      /cluster-role\.yaml/,
    ],
    [
      'eks:DescribeCluster',
      'eks:DescribeCluster of prod-eu: denied',
      /Allow eks:DescribeCluster on arn:aws:eks:.*prod-eu/,
    ],
    [
      'eks:ListPodIdentityAssociations',
      'eks:ListPodIdentityAssociations of prod-eu: denied',
      /Allow eks:ListPodIdentityAssociations on arn/,
    ],
    [
      'eks:DescribePodIdentityAssociation',
      'eks:DescribePodIdentityAssociation of prod-eu: denied',
      /Allow eks:DescribePodIdentityAssociation on arn/,
    ],
  ];
  it.each(denials)('names the right that is missing: %s', async (api, troubled, remedy) => {
    world.faults.push({ api, kind: 'denied' });
    expect(troubles(await check())).toEqual([[troubled, expect.stringMatching(remedy)]]);
  });

  it.each([
    'iam:GetRole',
    'iam:GetOpenIDConnectProvider',
    'iam:ListRoles',
    'iam:ListAttachedRolePolicies',
    'iam:ListRolePolicies',
    'iam:GetRolePolicy',
    'iam:GetPolicy',
    'iam:GetPolicyVersion',
    'iam:SimulatePrincipalPolicy',
  ])('names the right that is missing in each account: %s', async (api) => {
    world.faults.push({ api, kind: 'denied' });
    const remedy = expect.stringMatching(`Allow ${api} on arn:aws:iam::`);
    expect(troubles(await check())).toEqual([
      [`${api} in account 444455556666: denied`, remedy],
      [`${api} in account 111122223333: denied`, remedy],
    ]);
  });

  it('names the role of another account that may not be assumed', async () => {
    world.faults.push({ api: 'sts:AssumeRole', kind: 'denied' });
    const remedy = expect.stringContaining(
      'sts:AssumeRole on arn:aws:iam::444455556666:role/irsa-doctor-read',
    );
    expect(troubles(await check())).toEqual([
      ['iam:GetRole in account 444455556666: denied', remedy],
      ['iam:GetOpenIDConnectProvider in account 444455556666: denied', remedy],
    ]);
  });

  it.each([
    ['throttled', 'Look again in a minute'],
    ['unavailable', 'reach the API server'],
    ['garbage', 'reach the API server'],
  ] satisfies [FaultKind, string][])('tells a failure from a refusal: %s', async (kind, remedy) => {
    world.faults.push({ api: 'kubernetes:list pods', kind });
    expect(troubles(await check())).toEqual([
      ['list pods in prod-eu: failed', expect.stringContaining(remedy)],
    ]);
  });

  it('says that the API server does not take the credentials, and how it would', async () => {
    const prod = world.clusters[0];
    const tokens = prod?.tokens.splice(0) ?? [];
    try {
      const found = troubles(await check()).filter(([what]) => what?.includes(' in prod-eu'));
      expect(found.length).toBeGreaterThan(0);
      for (const [what, remedy] of found) {
        expect(what).toMatch(/: denied$/);
        expect(remedy).toContain('aws eks create-access-entry');
      }
    } finally {
      prod?.tokens.push(...tokens);
    }
  });

  it('looks at every cluster of the settings, and names the one that cannot be opened', async () => {
    const settings = join(place, 'two-clusters.yaml');
    await writeFile(
      settings,
      'clusters:\n  - { name: prod-eu }\n  - { name: lost, kubernetes: { context: nowhere } }\n',
    );
    const conditions = await check({ IRSA_DOCTOR_CONFIG: settings });
    expect(conditions.map(({ subject }) => subject)).toContain('list pods in prod-eu');
    expect(troubles(conditions)).toEqual([
      ['cluster lost: failed', expect.stringContaining('irsa-doctor.yaml')],
    ]);
  });

  it('looks at one cluster alone where somebody names one', async () => {
    const subjects = (await check({}, 'staging')).map(({ subject }) => subject);
    expect(subjects).toContain('list pods in staging');
    expect(subjects).not.toContain('list pods in prod-eu');
  });

  it('needs no Slack for the command line', async () => {
    const conditions = await check({ SLACK_BOT_TOKEN: undefined, SLACK_APP_TOKEN: undefined });
    expect(troubles(conditions)).toEqual([['bot token: skipped', '']]);
  });

  it('names both tokens that Slack does not take', async () => {
    const conditions = await check({ SLACK_BOT_TOKEN: 'xoxb-other', SLACK_APP_TOKEN: 'xapp-other' });
    expect(troubles(conditions)).toEqual([
      ['bot token: denied', expect.stringContaining('SLACK_BOT_TOKEN')],
      ['app-level token: denied', expect.stringContaining('SLACK_APP_TOKEN')],
    ]);
    expect(JSON.stringify(conditions)).not.toContain('other');
  });

  it('misses the signing secret only where Slack is to call', async () => {
    const http = { SLACK_APP_TOKEN: undefined };
    expect(troubles(await check(http))).toEqual([
      ['signing secret: advice', expect.stringContaining('SLACK_SIGNING_SECRET')],
    ]);
    expect(troubles(await check({ ...http, SLACK_SIGNING_SECRET: 's' }))).toEqual([]);
  });

  it('says that the queue has nowhere to live', async () => {
    const file = join(place, 'a-file');
    await writeFile(file, '');
    expect(troubles(await check({ IRSA_DOCTOR_DATA_DIR: join(file, 'data') }))).toEqual([
      ['embedded queue: denied', expect.stringContaining('IRSA_DOCTOR_DATA_DIR')],
    ]);
  });

  it('says that no Redis is there', async () => {
    expect(troubles(await check({ REDIS_URL: 'redis://127.0.0.1:1' }))).toEqual([
      ['Redis: failed', expect.stringContaining('REDIS_URL')],
    ]);
  });
});

describeWithRedis('the self-check of a queue on Redis', (url) => {
  it('tells version, eviction and persistence', async () => {
    const queue = (await check({ REDIS_URL: url })).filter(({ integration }) => integration === 'queue');
    expect(queue.map(({ subject }) => subject)).toEqual([
      'Redis version',
      'Redis takes writes',
      'Redis keeps what it has',
      'Redis survives a restart',
    ]);
  });
});
