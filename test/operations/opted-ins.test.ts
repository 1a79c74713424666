import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runSelfCheck } from '../../src/compose-self-check.ts';
import type { Config } from '../../src/config.ts';
import { MAIN_ACCOUNT, PARTNER_ACCOUNT } from '../../src/sandbox/scenarios/base-world.ts';
import { seededWorld } from '../../src/sandbox/scenarios/list.ts';
import { clusterNamed, type World } from '../../src/sandbox/world/world.ts';
import { type SettledCloud, settleIn } from '../settled-cloud.ts';

let world: World;
let settled: SettledCloud;

beforeAll(async () => {
  world = seededWorld();
  settled = await settleIn(world);
});
afterAll(() => settled?.close());
afterEach(() => {
  world.faults.length = 0;
});

/** What is said of what somebody opted for: subject, state, remedy. */
async function said(optIns: Partial<Pick<Config, 'prove' | 'cloudtrail' | 'decode'>>) {
  const scope = { cluster: null, namespace: 'default' };
  const conditions = await runSelfCheck({ ...settled.config, ...optIns }, scope, AbortSignal.timeout(30_000));
  return conditions
    .filter(({ subject }) => /cloudtrail|Decode|serviceaccounts\/token/.test(subject))
    .map(({ subject, state, remedy }) => [subject, state, remedy]);
}

describe('the self-check of what somebody has to opt for', () => {
  it('tries nothing of it otherwise', async () => {
    const from = settled.cloud.requests.length;
    expect(await said({})).toEqual([]);
    const actions = settled.cloud.requests.slice(from).map(({ action }) => action);
    for (const action of ['LookupEvents', 'DecodeAuthorizationMessage', 'create serviceaccounts/token'])
      expect(actions).not.toContain(action);
  });

  it('tries it in every account and cluster', async () => {
    const conditions = await said({ prove: true, cloudtrail: true, decode: true });
    expect(conditions.sort()).toEqual([
      [`cloudtrail:LookupEvents in account ${MAIN_ACCOUNT}, eu-west-1`, 'ok', null],
      [`cloudtrail:LookupEvents in account ${PARTNER_ACCOUNT}, eu-west-1`, 'ok', null],
      ['create serviceaccounts/token in prod-eu', 'ok', null],
      [`sts:DecodeAuthorizationMessage in account ${MAIN_ACCOUNT}`, 'ok', null],
      [`sts:DecodeAuthorizationMessage in account ${PARTNER_ACCOUNT}`, 'ok', null],
    ]);
  });

  it.each([
    ['cloudtrail:LookupEvents', 'iam-policy-cloudtrail.json'],
    ['sts:DecodeAuthorizationMessage', 'iam-policy-decode.json'],
  ])('names what grants %s', async (api, file) => {
    world.faults.push({ api, kind: 'denied' });
    const conditions = await said({
      cloudtrail: api.startsWith('cloud'),
      decode: api.startsWith('sts'),
    });
    expect(conditions).toHaveLength(2);
    for (const [, state, remedy] of conditions) {
      expect(state).toBe('denied');
      expect(remedy).toMatch(new RegExp(`^Grant ${api} on \\*: attach deploy/${file}, or take .* out of`));
    }
  });

  it('names what grants a proof', async () => {
    const token = clusterNamed(world, 'prod-eu').tokens[0];
    if (token === undefined || token.rules === null) throw new Error('The sandbox has no reader.');
    const { rules } = token;
    token.rules = rules.filter(({ resources }) => resources?.includes('serviceaccounts/token') !== true);
    try {
      expect(await said({ prove: true })).toEqual([
        [
          'create serviceaccounts/token in prod-eu',
          'denied',
          'Grant create serviceaccounts/token in namespace default: apply deploy/cluster-role-prove.yaml, or take prove: true out of irsa-doctor.yaml.',
        ],
      ]);
    } finally {
      token.rules = rules;
    }
  });
});
