import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RULES } from '../src/checker/rules/list.ts';
import type { Diagnosis } from '../src/checker/vocabulary/diagnosis.ts';
import type { FixCommand } from '../src/checker/vocabulary/fix.ts';
import type { Symptom } from '../src/checker/vocabulary/symptom.ts';
import { type Checker, composeChecker } from '../src/compose-checker.ts';
import { parseSymptom } from '../src/intake/symptom.ts';
import { MAIN_ACCOUNT } from '../src/sandbox/scenarios/base-world.ts';
import { SCENARIOS, seededWorld } from '../src/sandbox/scenarios/list.ts';
import { roleNameOf, type Scenario } from '../src/sandbox/scenarios/scenario.ts';
import { clusterNamed, type World } from '../src/sandbox/world/world.ts';
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

/** What only an error tells is asked about with the error. */
function symptomOf({ breaks, error, isTold }: Scenario): Symptom | null {
  const isHeard = isTold || RULES.some(({ id, hears }) => id === breaks && hears !== undefined);
  return isHeard && error !== undefined ? parseSymptom(error) : null;
}

async function diagnosisOf(
  scenario: Scenario,
  symptom: Symptom | null = symptomOf(scenario),
): Promise<Diagnosis> {
  const { cluster, namespace, serviceAccount } = scenario;
  const target = { cluster, namespace, serviceAccount, pod: null };
  const outcome = await checker.check(target, symptom, AbortSignal.timeout(30_000));
  if (outcome.kind !== 'diagnosis') throw new Error(outcome.message);
  return outcome.diagnosis;
}

/** Somebody denied on purpose, nobody can know, or it works and narrowing it could lock others out. */
const NOTHING_TO_PROPOSE = [
  'refused-all-the-same',
  'session-name',
  'caller-key',
  'negated-element',
  'explicit-deny',
  'undetermined',
  'too-broad-wildcard',
  'too-broad-no-subject',
];

/** The status of the findings that a verdict rests on. */
const NAMED_BY = { broken: 'fail', 'at-risk': 'warn', unknown: 'unknown', healthy: 'fail' } as const;

const OF_PERMISSIONS = /^iam:(List.*RolePolicies|GetRolePolicy|GetPolicy.*|Simulate.*)$/;

describe('every scenario', () => {
  it.each(SCENARIOS)('$id: names what was broken, and nothing else', async (scenario) => {
    const diagnosis = await diagnosisOf(scenario);
    expect(diagnosis.verdict, diagnosis.summary).toBe(scenario.verdict);
    expect(diagnosis.cause).toBe(scenario.verdict === 'broken' ? scenario.breaks : null);
    const named = diagnosis.findings.filter(({ status }) => status === NAMED_BY[scenario.verdict]);
    if (scenario.breaks !== null)
      expect(named.map(({ id }) => id)).toEqual([scenario.breaks, ...scenario.alsoBreaks]);
    const { warns } = scenario;
    if (warns !== undefined)
      expect(diagnosis.findings).toContainEqual(expect.objectContaining({ id: warns, status: 'warn' }));
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

  const pasted = SCENARIOS.filter(({ error }) => error !== undefined);
  it.each(pasted)('$id: comes to the same with the error that one would paste', async (scenario) => {
    const diagnosis = await diagnosisOf(scenario, parseSymptom(scenario.error ?? ''));
    expect(diagnosis.verdict, diagnosis.summary).toBe(scenario.verdict);
    expect(diagnosis.cause).toBe(scenario.verdict === 'broken' ? scenario.breaks : null);
  });

  const told = SCENARIOS.filter(({ isTold }) => isTold);
  it.each(told)('$id: cannot be seen without the error', async (scenario) => {
    const diagnosis = await diagnosisOf(scenario, null);
    expect(diagnosis.verdict, diagnosis.summary).toBe('healthy');
  });

  it.each(SCENARIOS)('$id: makes no more calls than a check may', async (scenario) => {
    const { calls } = await diagnosisOf(scenario);
    const ofKubernetes = calls.filter(({ api }) => api.startsWith('kubernetes:'));
    expect(ofKubernetes.length).toBeLessThanOrEqual(4);
    if (calls.some(({ api }) => api.includes('PodIdentityAssociation'))) return;
    // What the role may do is read only to explain a call that was refused to it.
    if (scenario.breaks?.startsWith('permissions.')) expect(calls.length).toBeLessThanOrEqual(16);
    else expect(calls.filter(({ api }) => OF_PERMISSIONS.test(api))).toEqual([]);
    if (calls.some(({ api }) => OF_PERMISSIONS.test(api))) return;
    // Where the provider is missing, what may have been taken for it is read besides.
    const most = calls.some(({ api }) => api === 'iam:ListOpenIDConnectProviders') ? 5 : 3;
    expect(calls.length - ofKubernetes.length).toBeLessThanOrEqual(most);
  });
});

/** Where no command mends it: the application, the network or a person has to, or nobody may decide it from here. */
const NO_COMMAND = new Set([
  'own-role-again',
  'call-denied',
  'service-control-policy',
  'resource-control-policy',
  'endpoint-policy',
  'narrowed-session',
  'resource-policy',
  'key-policy',
  'node-role',
  'static',
  'webhook-not-ready',
  'token-file-absent',
  'ephemeral-container',
  'sdk-too-old',
  'sts-module-missing',
  'web-identity-unused',
  'own-role',
  'token-expired',
  'token-audience-missing',
  'token-not-a-jwt',
  'token-other-audience',
  'no-issuer',
  'provider-found-after-all',
  'sts-unreachable',
  'sts-proxy',
  'sts-certificate',
  'sts-region-disabled',
  'sts-signing-scope',
  'sts-other-endpoint',
  'sts-keys-unreachable',
  'sts-throttled',
  'session-too-long',
  'explicit-deny',
  'refused-all-the-same',
  'negated-element',
  'too-broad-wildcard',
  'too-broad-no-subject',
]);

/** What a person puts in place of the words that a command leaves to them. */
function filledIn(scenario: Scenario): (command: FixCommand) => FixCommand {
  return ({ tool, text }) => ({
    tool,
    text: text.replaceAll('ROLE_NAME', roleNameOf(scenario)).replaceAll('CA_BUNDLE', 'Y2VydGlmaWNhdGU='),
  });
}

describe('the fixes of every scenario that is broken or at risk', () => {
  const broken = SCENARIOS.filter(
    ({ verdict, breaks }) =>
      breaks !== null &&
      !breaks.startsWith('pod-identity.') &&
      (verdict === 'broken' || verdict === 'at-risk'),
  );
  it.each(broken)('$id: its commands, run in the sandbox, make it healthy', async (scenario) => {
    const before = await diagnosisOf(scenario);
    const indexes = before.findings.flatMap(({ fix, status }) =>
      fix !== null && status === NAMED_BY[scenario.verdict] ? [fix] : [],
    );
    const commands = [...new Set(indexes)].flatMap((index) => before.fixes[index]?.commands ?? []);
    if (commands.length === 0) {
      expect([...NO_COMMAND]).toContain(scenario.id);
      return;
    }
    expect([...NO_COMMAND]).not.toContain(scenario.id);
    applyCommands(commands.map(filledIn(scenario)), {
      world,
      cluster: clusterNamed(world, scenario.cluster),
      accountId: before.target.roleArn?.split(':')[4] ?? MAIN_ACCOUNT,
    });
    const after = await diagnosisOf(scenario, null);
    expect(after.verdict, after.summary).toBe('healthy');
  });
});
