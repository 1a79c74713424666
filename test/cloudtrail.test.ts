import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../src/checker/vocabulary/diagnosis.ts';
import { decideByEngine } from '../src/cli/demo/decide-by-engine.ts';
import { composeChecker, type OptIns } from '../src/compose-checker.ts';
import { composeKnowing } from '../src/compose-knowing.ts';
import type { Config } from '../src/config.ts';
import { createMetrics } from '../src/operations/metrics.ts';
import { noTracing } from '../src/operations/tracing.ts';
import { MAIN_ACCOUNT, PARTNER_ACCOUNT } from '../src/sandbox/scenarios/base-world.ts';
import { SCENARIOS, seededWorld } from '../src/sandbox/scenarios/list.ts';
import type { Scenario } from '../src/sandbox/scenarios/scenario.ts';
import { READ_ROLE } from '../src/sandbox/world/account.ts';
import { recordWebIdentityCall } from '../src/sandbox/world/trail.ts';
import { accountOf, clusterNamed, type World } from '../src/sandbox/world/world.ts';
import { createAccess } from '../src/slack/access/access.ts';
import { NO_CONVERSATION_SETTINGS } from '../src/slack/conversation-settings.ts';
import { createClusterDirectory } from '../src/sources/cluster-directory.ts';
import { type SettledCloud, settleIn } from './settled-cloud.ts';

let world: World;
let settled: SettledCloud;
let config: Config;

beforeAll(async () => {
  world = seededWorld();
  settled = await settleIn(world, { decide: decideByEngine });
  config = settled.config;
});

afterAll(async () => {
  await settled?.close();
});

function named(id: string): Scenario {
  const found = SCENARIOS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no scenario ${id}.`);
  return found;
}

async function diagnosisOf(id: string, optIns: OptIns = { cloudtrail: true }): Promise<Diagnosis> {
  const { cluster, namespace, serviceAccount } = named(id);
  const checker = composeChecker(config, optIns);
  try {
    const target = { cluster, namespace, serviceAccount, pod: null };
    const outcome = await checker.check(target, null, AbortSignal.timeout(30_000));
    if (outcome.kind !== 'diagnosis') throw new Error(outcome.message);
    return outcome.diagnosis;
  } finally {
    await checker.close();
  }
}

const observed = ({ findings }: Diagnosis) => findings.filter(({ layer }) => layer === 'observed');
const lastCall = ({ findings }: Diagnosis) => findings.find(({ id }) => id === 'observed.last-call');

/** A call of the scenario's service account for its role. */
function record(id: string, minutesAgo: number, changes: { readonly errorCode?: string } = {}): void {
  const { cluster, namespace, serviceAccount } = named(id);
  const { region, issuer } = clusterNamed(world, cluster);
  const providerArn = `arn:aws:iam::${MAIN_ACCOUNT}:oidc-provider/${issuer?.replace('https://', '')}`;
  recordWebIdentityCall(accountOf(world, MAIN_ACCOUNT).trail, {
    region,
    at: { minutesAgo },
    accountId: MAIN_ACCOUNT,
    roleArn: `arn:aws:iam::${MAIN_ACCOUNT}:role/${namespace}-${serviceAccount}`,
    sessionName: 'pod',
    subject: `system:serviceaccount:${namespace}:${serviceAccount}`,
    providerArn,
    audience: 'sts.amazonaws.com',
    errorCode: null,
    userAgent: 'Boto3/1.40',
    ...changes,
  });
}

describe('what CloudTrail recorded', () => {
  it('is not asked for unless somebody wants it', async () => {
    const from = settled.cloud.requests.length;
    expect(observed(await diagnosisOf('plain', {}))).toEqual([]);
    const made = settled.cloud.requests.slice(from).map(({ service }) => service);
    expect(made).not.toContain('cloudtrail');
  });

  it('is asked for in Slack where the settings say so', async () => {
    const directory = createClusterDirectory(config.sources);
    try {
      const access = createAccess(NO_CONVERSATION_SETTINGS, [], async () => false);
      const asking = {
        metrics: createMetrics({ depth: async () => 0, oldestWaiting: async () => null }),
        tracing: noTracing,
      };
      const diagnosisBy = async (settings: Config) => {
        const { checks } = composeKnowing(settings, directory, access, asking);
        const target = { cluster: 'prod-eu', namespace: 'harbour', serviceAccount: 'pilot', pod: null };
        const outcome = await checks.alone(target, null, AbortSignal.timeout(30_000));
        return outcome.kind === 'diagnosis' ? outcome.diagnosis.verdict : outcome.message;
      };
      expect(await diagnosisBy(config)).toBe('healthy');
      expect(await diagnosisBy({ ...config, cloudtrail: true })).toBe('at-risk');
    } finally {
      await directory.close();
    }
  });

  const shown = SCENARIOS.filter(({ shows }) => shows !== undefined);
  it.each(shown)('$id: warns of what it alone shows', async ({ id, shows }) => {
    expect((await diagnosisOf(id, {})).verdict).toBe('healthy');
    const diagnosis = await diagnosisOf(id);
    expect(diagnosis.verdict).toBe('at-risk');
    expect(diagnosis.findings.filter(({ status }) => status === 'warn').map((it) => it.id)).toEqual([shows]);
    expect(diagnosis.cause).toBeNull();
  });

  it('says since when STS refuses, how often, and that the policy would let it in by now', async () => {
    const finding = lastCall(await diagnosisOf('refused-of-late'));
    expect(finding?.actual).toMatch(
      /^AccessDenied at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, in eu-west-1, 3 refusals since \d{4}-/,
    );
    expect(finding?.explanation).toContain('Before that it was let in, last at');
    expect(finding?.explanation).toContain('resource control policy');
  });

  it('names the service account whose token was refused instead', async () => {
    const { findings } = await diagnosisOf('refused-to-another');
    const finding = findings.find(({ id }) => id === 'observed.other-subject');
    expect(finding).toMatchObject({ expected: 'system:serviceaccount:orchard:press' });
    expect(finding?.actual).toContain('system:serviceaccount:orchard:press-v2, AccessDenied at ');
    expect(finding?.explanation).toContain('run under service account orchard/press-v2');
  });

  it('names the issuer of a token from another cluster, and the role that was asked for instead', async () => {
    const elsewhere = (await diagnosisOf('refused-elsewhere')).findings;
    expect(elsewhere.find(({ id }) => id === 'observed.other-issuer')?.actual).toContain(
      'issuer oidc.eks.eu-west-1.amazonaws.com/id/2181256FE3474FEFE2067762C5F445E2, AccessDenied at ',
    );
    const other = (await diagnosisOf('refused-other-role')).findings;
    expect(other.find(({ id }) => id === 'observed.other-role')?.actual).toContain(
      ':role/vineyard-cellar-old',
    );
  });

  it('stands behind the cause of what is broken, and is no cause itself', async () => {
    const id = 'subject-other-namespace';
    const before = await diagnosisOf(id, {});
    record(id, 9, { errorCode: 'AccessDenied' });
    const diagnosis = await diagnosisOf(id);
    expect(diagnosis.cause).toBe(before.cause);
    expect(diagnosis.summary).toBe(before.summary);
    expect(lastCall(diagnosis)).toMatchObject({ status: 'warn' });
    expect(lastCall(diagnosis)?.explanation).toContain('What else was found explains it.');
  });

  it('says when it was let in last, and that it was refused before that', async () => {
    record('role-serves-another', 7, { errorCode: 'AccessDenied' });
    record('role-serves-another', 5);
    const finding = lastCall(await diagnosisOf('role-serves-another'));
    expect(finding?.status).toBe('pass');
    expect(finding?.actual).toMatch(/^let in at .* UTC, in eu-west-1; AccessDenied before that, at /);
  });

  it('says so where it was let in last, and the trust policy has changed since', async () => {
    record('subject-case', 30);
    const diagnosis = await diagnosisOf('subject-case');
    expect(diagnosis.verdict).toBe('broken');
    expect(lastCall(diagnosis)?.actual).toMatch(
      /^let in at .*; by the trust policy as it reads now it would be refused$/,
    );
  });

  it('calls it not known where nothing was recorded, and leaves the verdict as it is', async () => {
    const diagnosis = await diagnosisOf('plain');
    expect(diagnosis.verdict).toBe('healthy');
    expect(lastCall(diagnosis)).toMatchObject({ status: 'unknown' });
    expect(lastCall(diagnosis)?.explanation).toMatch(/no call .* in eu-west-1 in the last 24 hours\./);
    expect(lastCall(diagnosis)?.explanation).toContain('up to 15 minutes');
  });

  it('never makes a verdict better: what could not be read stays unknown', async () => {
    record('role-unreadable', 5);
    const diagnosis = await diagnosisOf('role-unreadable');
    expect(lastCall(diagnosis)?.status).toBe('pass');
    expect(diagnosis.verdict).toBe('unknown');
  });

  it("asks the role's account, with the role that the settings name for it", async () => {
    const from = settled.cloud.requests.length;
    const diagnosis = await diagnosisOf('role-in-other-account');
    expect(lastCall(diagnosis)?.status).toBe('unknown');
    const asked = settled.cloud.requests.slice(from).filter(({ service }) => service === 'cloudtrail');
    expect(asked.map(({ place }) => place)).toEqual([PARTNER_ACCOUNT, PARTNER_ACCOUNT, PARTNER_ACCOUNT]);
  });

  it('names the permission that it lacks, and leaves the verdict as it is', async () => {
    const role = accountOf(world, PARTNER_ACCOUNT).roles.get(READ_ROLE);
    if (role === undefined) throw new Error('The sandbox has no role to read with.');
    const { actions } = role;
    role.actions = (actions ?? []).filter((action) => action !== 'cloudtrail:LookupEvents');
    try {
      const diagnosis = await diagnosisOf('role-in-other-account');
      expect(diagnosis.verdict).toBe('healthy');
      expect(lastCall(diagnosis)).toMatchObject({ status: 'unknown' });
      expect(lastCall(diagnosis)?.explanation).toContain('grant cloudtrail:LookupEvents on *');
    } finally {
      role.actions = actions;
    }
  });

  it('counts no proof that was asked for here', async () => {
    await diagnosisOf('second-cluster', { prove: true });
    const diagnosis = await diagnosisOf('second-cluster');
    expect(accountOf(world, MAIN_ACCOUNT).trail.at(-1)?.region).toBe('us-east-1');
    expect(lastCall(diagnosis)).toMatchObject({ status: 'unknown' });
    expect(lastCall(diagnosis)?.explanation).toContain('in us-east-1');
  });

  it('lets a proof outweigh an older refusal', async () => {
    const diagnosis = await diagnosisOf('refused-of-late', { prove: true, cloudtrail: true });
    expect(diagnosis.verdict).toBe('healthy');
    expect(lastCall(diagnosis)?.actual).toContain('before AWS let it in just now');
  });

  it('is not asked where nothing names a role', async () => {
    const from = settled.cloud.requests.length;
    expect(lastCall(await diagnosisOf('pod-identity'))?.status).toBe('skipped');
    expect(settled.cloud.requests.slice(from).map(({ service }) => service)).not.toContain('cloudtrail');
  });
});
