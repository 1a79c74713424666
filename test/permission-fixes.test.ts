import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../src/checker/vocabulary/diagnosis.ts';
import { type Checker, composeChecker } from '../src/compose-checker.ts';
import { parseSymptom } from '../src/intake/symptom.ts';
import { seededWorld } from '../src/sandbox/scenarios/list.ts';
import { REFUSED_CALLS } from '../src/sandbox/scenarios/permissions/list.ts';
import { roleNameOf, type Scenario } from '../src/sandbox/scenarios/scenario.ts';
import { clusterNamed, type World } from '../src/sandbox/world/world.ts';
import { applyCommands } from './sandbox/apply-commands.ts';
import { type SettledCloud, settleIn } from './settled-cloud.ts';

let world: World;
let settled: SettledCloud;
let checker: Checker;

beforeAll(async () => {
  world = seededWorld(REFUSED_CALLS);
  settled = await settleIn(world);
  checker = composeChecker(settled.config);
});

afterAll(async () => {
  await checker?.close();
  await settled?.close();
});

function named(id: string): Scenario {
  const found = REFUSED_CALLS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no scenario ${id}.`);
  return found;
}

async function diagnosisOf(scenario: Scenario, change = (text: string) => text): Promise<Diagnosis> {
  const { cluster, namespace, serviceAccount, error = '' } = scenario;
  const outcome = await checker.check(
    { cluster, namespace, serviceAccount, pod: null },
    parseSymptom(change(error)),
    AbortSignal.timeout(30_000),
  );
  if (outcome.kind !== 'diagnosis') throw new Error(outcome.message);
  return outcome.diagnosis;
}

/** The error as an older version of the service words it, which leaves the kind of policy to the simulator. */
const untold = (text: string) => text.replace(/ (because no|with an explicit deny) .*$/, '');

describe('a proposed permission, put into IAM', () => {
  it.each([
    ['permission-missing', 'permissions.denied-elsewhere'],
    ['permission-missing-untold', 'permissions.denied-elsewhere'],
    ['other-resource', 'permissions.denied-elsewhere'],
    ['pass-role', 'permissions.denied-elsewhere'],
    ['second-hop', 'permissions.denied-elsewhere'],
    ['second-hop-trust', 'permissions.denied-elsewhere'],
    ['boundary', 'permissions.denied-elsewhere'],
  ])('%s: leaves nothing of the role in the way, as the simulator says', async (id, open) => {
    const scenario = named(id);
    const before = await diagnosisOf(scenario);
    expect(before.cause).toBe(scenario.breaks);
    applyCommands(
      before.fixes.flatMap(({ commands }) => commands),
      { world, cluster: clusterNamed(world, scenario.cluster), accountId: '111122223333' },
    );
    const after = await diagnosisOf(scenario, untold);
    expect(after.cause).toBeNull();
    expect(after.findings.filter(({ status }) => status === 'unknown').map(({ id }) => id)).toEqual([open]);
  });

  it.each(REFUSED_CALLS.filter(({ id }) => id !== 'key-policy'))(
    '$id: allows no more than its one resource',
    async (scenario) => {
      const { fixes } = await diagnosisOf(scenario);
      for (const { kind, document } of fixes) {
        if (kind !== 'permission') continue;
        const added = [document?.Statement ?? []].flat().at(-1);
        expect(JSON.stringify(added)).not.toContain('*');
      }
    },
  );
});

describe('without the permissions to look into roles', () => {
  it.each([
    ['permission-missing', 'permissions.missing', 'broken'],
    ['permission-missing-untold', null, 'unknown'],
    ['call-denied', 'permissions.explicit-deny', 'broken'],
  ])('%s: goes by the words of the error, and names what would help', async (id, cause, verdict) => {
    const key = world.accessKeys.values().next().value;
    if (key === undefined) throw new Error('The sandbox has no key.');
    key.actions = ['iam:GetRole', 'iam:GetOpenIDConnectProvider', 'eks:*', 'sts:*'];
    const role = world.accounts.get('111122223333')?.roles.get(roleNameOf(named(id)));
    role?.inlinePolicies.clear();
    try {
      const diagnosis = await diagnosisOf(named(id));
      expect(diagnosis.verdict, diagnosis.summary).toBe(verdict);
      expect(diagnosis.cause).toBe(cause);
      const denied = diagnosis.calls.filter(({ outcome }) => outcome === 'denied').map(({ api }) => api);
      expect(denied.toSorted()).toEqual([
        'iam:ListAttachedRolePolicies',
        'iam:ListRolePolicies',
        'iam:SimulatePrincipalPolicy',
      ]);
      if (verdict === 'unknown') expect(diagnosis.summary).toContain('iam:ListAttachedRolePolicies');
    } finally {
      key.actions = null;
    }
  });
});
