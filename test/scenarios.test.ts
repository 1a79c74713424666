import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../src/checker/vocabulary/diagnosis.ts';
import { type Checker, composeChecker } from '../src/compose.ts';
import { loadConfig } from '../src/config.ts';
import { type Cloud, startCloud } from '../src/sandbox/cloud.ts';
import { SCENARIOS, seededWorld } from '../src/sandbox/scenarios/list.ts';
import type { Scenario } from '../src/sandbox/scenarios/scenario.ts';
import type { World } from '../src/sandbox/world/world.ts';

let world: World;
let cloud: Cloud;
let checker: Checker;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'irsa-doctor-scenarios-'));
  world = seededWorld();
  cloud = await startCloud(world);
  await writeFile(join(directory, 'kubeconfig'), cloud.kubeconfig);
  await writeFile(join(directory, 'irsa-doctor.yaml'), cloud.settings);
  // The AWS SDK looks into the environment by itself; every test file has a process of its own.
  Object.assign(process.env, cloud.environment);
  const loaded = loadConfig(
    { KUBECONFIG: join(directory, 'kubeconfig'), IRSA_DOCTOR_CONFIG: join(directory, 'irsa-doctor.yaml') },
    'checker',
  );
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  checker = composeChecker(loaded.config);
});

afterAll(async () => {
  await checker?.close();
  await cloud?.close();
  await rm(directory, { recursive: true, force: true });
});

async function diagnosisOf({ cluster, namespace, serviceAccount }: Scenario): Promise<Diagnosis> {
  const target = { cluster, namespace, serviceAccount, pod: null };
  const outcome = await checker.check(target, null, AbortSignal.timeout(30_000));
  if (outcome.kind !== 'diagnosis') throw new Error(outcome.message);
  return outcome.diagnosis;
}

/** Somebody denied on purpose, nobody can know, or it works and narrowing it could lock others out. */
const NOTHING_TO_PROPOSE = ['explicit-deny', 'undetermined', 'too-broad-wildcard', 'too-broad-no-subject'];

/** The status of the findings that a verdict rests on. */
const NAMED_BY = { broken: 'fail', 'at-risk': 'warn', unknown: 'unknown', healthy: 'fail' } as const;

describe('every scenario', () => {
  it.each(SCENARIOS)('$id: names what was broken, and nothing else', async (scenario) => {
    const diagnosis = await diagnosisOf(scenario);
    expect(diagnosis.verdict, diagnosis.summary).toBe(scenario.verdict);
    expect(diagnosis.cause).toBe(scenario.verdict === 'broken' ? scenario.breaks : null);
    const named = diagnosis.findings.filter(({ status }) => status === NAMED_BY[scenario.verdict]);
    if (scenario.breaks !== null) expect(named.map(({ id }) => id)).toEqual([scenario.breaks]);
  });

  const proposed = SCENARIOS.filter(({ isTrustPolicy }) => isTrustPolicy);
  it.each(proposed)('$id: the proposed policy, put into IAM, makes it healthy', async (scenario) => {
    const before = await diagnosisOf(scenario);
    const fix = before.fixes.find(({ kind }) => kind === 'trust-policy');
    const name = before.target.roleArn?.split('/').at(-1) ?? '';
    const account = before.target.roleArn?.split(':')[4] ?? '';
    const role = world.accounts.get(account)?.roles.get(name.toLowerCase());
    if (role === undefined) throw new Error(`no role ${name} in ${account}`);
    if (fix?.document === null || fix === undefined) {
      expect(NOTHING_TO_PROPOSE).toContain(scenario.id);
      return;
    }
    const broken = role.trustPolicy;
    role.trustPolicy = JSON.stringify(fix.document);
    try {
      const after = await diagnosisOf(scenario);
      expect(after.verdict, after.summary).toBe('healthy');
      expect(fix.proof).toMatchObject({ after: 'allowed', lost: [] });
    } finally {
      role.trustPolicy = broken;
    }
  });
});
