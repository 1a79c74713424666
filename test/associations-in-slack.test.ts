import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Audit } from '../src/checker/vocabulary/audit.ts';
import { composeKnowing } from '../src/compose-knowing.ts';
import { createMetrics } from '../src/operations/metrics.ts';
import { noTracing } from '../src/operations/tracing.ts';
import { createAccess } from '../src/slack/access/access.ts';
import { NO_CONVERSATION_SETTINGS } from '../src/slack/conversation-settings.ts';
import { createClusterDirectory } from '../src/sources/cluster-directory.ts';
import { associatedWorld } from './associated-world.ts';
import { type SettledCloud, settleIn } from './settled-cloud.ts';

const COUNT = 4;
let settled: SettledCloud;

beforeAll(async () => {
  settled = await settleIn(associatedWorld(COUNT));
});
afterAll(async () => {
  await settled?.close();
});

/** As the worker makes one for Slack. */
async function auditWith(associations: boolean): Promise<Audit> {
  const config = { ...settled.config, associations };
  const directory = createClusterDirectory(config.sources);
  const access = createAccess(NO_CONVERSATION_SETTINGS, [], async () => false);
  try {
    const observing = {
      metrics: createMetrics({ depth: async () => 0, oldestWaiting: async () => null }),
      tracing: noTracing,
    };
    const { audit } = composeKnowing(config, directory, access, observing);
    const request = { cluster: 'prod-eu', namespace: null };
    const outcome = await audit(request, () => {}, AbortSignal.timeout(30_000));
    if (outcome.kind !== 'audit') throw new Error(outcome.message);
    return outcome.audit;
  } finally {
    await directory.close();
  }
}

describe('an audit that is asked for in Slack', () => {
  it.each([
    [false, { unknown: COUNT, healthy: 0 }, 0],
    [true, { unknown: 0, healthy: COUNT }, COUNT],
  ])('with associations: %s in the settings comes to %j', async (associations, counts, described) => {
    const before = settled.cloud.requests.length;
    expect(await auditWith(associations)).toMatchObject({ counts });
    const actions = settled.cloud.requests.slice(before).map(({ action }) => action);
    expect(actions.filter((action) => action === 'DescribePodIdentityAssociation')).toHaveLength(described);
  });
});
