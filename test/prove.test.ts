import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../src/checker/vocabulary/diagnosis.ts';
import { decideByEngine } from '../src/cli/demo/decide-by-engine.ts';
import { composeChecker } from '../src/compose-checker.ts';
import type { Config } from '../src/config.ts';
import type { DecideWebIdentity } from '../src/sandbox/aws/web-identity-action.ts';
import { MAIN_ACCOUNT } from '../src/sandbox/scenarios/base-world.ts';
import { SCENARIOS, seededWorld } from '../src/sandbox/scenarios/list.ts';
import type { Scenario } from '../src/sandbox/scenarios/scenario.ts';
import { accountOf, clusterNamed, type World } from '../src/sandbox/world/world.ts';
import { type SettledCloud, settleIn } from './settled-cloud.ts';

let world: World;
let settled: SettledCloud;
let config: Config;
let decide: DecideWebIdentity = decideByEngine;

beforeAll(async () => {
  world = seededWorld();
  settled = await settleIn(world, { decide: (request) => decide(request) });
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

async function diagnosisOf(id: string, prove = true): Promise<Diagnosis> {
  const { cluster, namespace, serviceAccount } = named(id);
  const checker = composeChecker(config, { prove });
  try {
    const target = { cluster, namespace, serviceAccount, pod: null };
    const outcome = await checker.check(target, null, AbortSignal.timeout(30_000));
    if (outcome.kind !== 'diagnosis') throw new Error(outcome.message);
    return outcome.diagnosis;
  } finally {
    await checker.close();
  }
}

const proofOf = ({ findings }: Diagnosis) => findings.find(({ layer }) => layer === 'proof');

describe('a proof by AWS itself', () => {
  it('is not asked for unless somebody wants it', async () => {
    const from = settled.cloud.requests.length;
    const diagnosis = await diagnosisOf('plain', false);
    expect(proofOf(diagnosis)).toBeUndefined();
    const made = settled.cloud.requests.slice(from).map(({ action }) => action);
    expect(made).not.toContain('create serviceaccounts/token');
    expect(made).not.toContain('AssumeRoleWithWebIdentity');
  });

  it('says that AWS accepts, and names what it called', async () => {
    const diagnosis = await diagnosisOf('plain');
    expect(diagnosis.verdict).toBe('healthy');
    expect(diagnosis.summary).toContain('as AWS itself has just shown');
    expect(proofOf(diagnosis)).toMatchObject({
      status: 'pass',
      actual: 'a session that was allowed nothing, and dropped at once',
    });
    const apis = diagnosis.calls.map(({ api }) => api);
    expect(apis).toContain('kubernetes:create serviceaccounts/token');
    expect(apis).toContain('sts:AssumeRoleWithWebIdentity');
  });

  it.each([
    ['as the pods call theirs', 'storefront.web@prod', 'storefront.web@prod'],
    ['by its own name where STS would not take theirs', 'storefront/web', 'irsa-doctor-proof'],
  ])('calls its session %s, since a trust policy may ask for that', async (_, value, expected) => {
    const { pods } = clusterNamed(world, 'prod-eu');
    const before = [...pods];
    const named = { name: 'AWS_ROLE_SESSION_NAME', value };
    for (const [index, pod] of before.entries()) {
      const containers = pod.spec.containers.map((one) => ({ ...one, env: [...(one.env ?? []), named] }));
      pods[index] = { ...pod, spec: { ...pod.spec, containers } };
    }
    try {
      await diagnosisOf('plain');
      expect(accountOf(world, MAIN_ACCOUNT).trail.at(-1)?.sessionName).toBe(expected);
    } finally {
      pods.splice(0, pods.length, ...before);
    }
  });

  it('works for a role in another account and in another partition', async () => {
    expect(proofOf(await diagnosisOf('role-in-other-account'))?.status).toBe('pass');
  });

  it.each([
    ['subject-other-namespace', 'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity'],
    ['role-missing', 'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity'],
    ['provider-missing', /^InvalidIdentityToken: No OpenIDConnect provider found in your account for https:/],
    ['audience-not-listed', 'InvalidIdentityToken: Incorrect token audience'],
  ])('%s: tells the refusal in the words of AWS, behind its cause', async (id, said) => {
    const diagnosis = await diagnosisOf(id);
    expect(diagnosis.cause).toBe(named(id).breaks);
    expect(proofOf(diagnosis)?.status).toBe('fail');
    expect(proofOf(diagnosis)?.actual).toMatch(said);
  });

  it('is the cause where nothing that can be read explains the refusal', async () => {
    expect((await diagnosisOf('guarded', false)).verdict).toBe('healthy');
    const diagnosis = await diagnosisOf('guarded');
    expect(diagnosis.verdict).toBe('broken');
    expect(diagnosis.cause).toBe(named('guarded').proves);
    expect(proofOf(diagnosis)?.explanation).toContain('resource control policy');
  });

  it('settles what could not be read', async () => {
    expect((await diagnosisOf('role-unreadable', false)).verdict).toBe('unknown');
    const diagnosis = await diagnosisOf('role-unreadable');
    expect(diagnosis.verdict, diagnosis.summary).toBe('healthy');
    expect(proofOf(diagnosis)?.status).toBe('pass');
  });

  it('is told beside what looks wrong where AWS accepts all the same', async () => {
    decide = () => true;
    try {
      const diagnosis = await diagnosisOf('subject-other-namespace');
      expect(diagnosis.verdict).toBe('at-risk');
      const finding = diagnosis.findings.find(({ id }) => id === 'trust.subject-mismatch');
      expect(finding?.explanation).toContain('AWS let the role be assumed all the same');
    } finally {
      decide = decideByEngine;
    }
  });

  it('is not tried where no annotation names a role', async () => {
    const from = settled.cloud.requests.length;
    expect(proofOf(await diagnosisOf('pod-identity'))?.status).toBe('skipped');
    expect(settled.cloud.requests.slice(from).map(({ action }) => action)).not.toContain(
      'create serviceaccounts/token',
    );
  });

  it('names the permission that it lacks, and calls nothing fine', async () => {
    const token = clusterNamed(world, 'prod-eu').tokens[0];
    if (token === undefined || token.rules === null) throw new Error('The sandbox has no reader.');
    const { rules } = token;
    token.rules = rules.filter(({ resources }) => resources?.includes('serviceaccounts/token') !== true);
    try {
      const diagnosis = await diagnosisOf('plain');
      expect(diagnosis.verdict).toBe('unknown');
      expect(proofOf(diagnosis)?.explanation).toContain(
        'grant create serviceaccounts/token in namespace storefront',
      );
    } finally {
      token.rules = rules;
    }
  });

  it('leaves no token, key or session behind in its answer', async () => {
    const text = JSON.stringify(await diagnosisOf('plain'));
    expect(text).not.toMatch(/eyJ[\w-]{10}|ASIA\d{8}|sandbox-session-/);
  });
});
