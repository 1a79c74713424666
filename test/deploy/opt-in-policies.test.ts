import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Diagnosis } from '../../src/checker/vocabulary/diagnosis.ts';
import { composeChecker, type OptIns } from '../../src/compose-checker.ts';
import { withEncodedMessage } from '../../src/intake/encoded-message.ts';
import { parseSymptom } from '../../src/intake/symptom.ts';
import { SCENARIOS, seededWorld } from '../../src/sandbox/scenarios/list.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { type SettledCloud, settleIn } from '../settled-cloud.ts';

const policy = z.object({
  Statement: z.array(z.object({ Action: z.union([z.string(), z.array(z.string())]) })),
});

function actionsOf(file: string): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, '../../deploy', file), 'utf8');
  return policy.parse(JSON.parse(text)).Statement.flatMap(({ Action }) => Action);
}

let world: World;
let settled: SettledCloud;

beforeAll(async () => {
  world = seededWorld();
  settled = await settleIn(world);
});
afterAll(() => settled?.close());

/** The diagnosis of a scenario by a bot that may do what these files say, and nothing else. */
async function diagnosisWith(files: readonly string[], id: string, optIns: OptIns): Promise<Diagnosis> {
  const [key] = [...world.accessKeys.values()];
  const scene = SCENARIOS.find((one) => one.id === id);
  if (key === undefined || scene === undefined) throw new Error(`There is no key, or no scenario ${id}.`);
  key.actions = files.flatMap(actionsOf);
  const checker = composeChecker(settled.config, optIns);
  try {
    const { cluster, namespace, serviceAccount, error } = scene;
    const symptom = error === undefined ? null : withEncodedMessage(parseSymptom(error), error);
    const target = { cluster, namespace, serviceAccount, pod: null };
    const outcome = await checker.check(target, symptom, AbortSignal.timeout(30_000));
    if (outcome.kind !== 'diagnosis') throw new Error(outcome.message);
    return outcome.diagnosis;
  } finally {
    await checker.close();
  }
}

const denied = ({ calls }: Diagnosis) =>
  calls.flatMap(({ api, outcome }) => (outcome === 'denied' ? api : []));

describe.each<[string, string, string, OptIns]>([
  ['iam-policy-cloudtrail.json', 'cloudtrail:LookupEvents', 'refused-of-late', { cloudtrail: true }],
  ['iam-policy-decode.json', 'sts:DecodeAuthorizationMessage', 'encoded-reason', { decode: true }],
])('deploy/%s', (file, api, id, optIns) => {
  it('suffices, beside deploy/iam-policy.json, for what somebody opted for', async () => {
    const diagnosis = await diagnosisWith(['iam-policy.json', file], id, optIns);
    expect(diagnosis.calls.map((call) => call.api)).toContain(api);
    expect(denied(diagnosis)).toEqual([]);
  });

  it('is needed for it', async () => {
    expect(denied(await diagnosisWith(['iam-policy.json'], id, optIns))).toEqual([api]);
  });
});
