import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Condition, Integration } from '../../src/operations/condition.ts';
import {
  createReadiness,
  type Look,
  type Readiness,
  type ReadinessOptions,
} from '../../src/operations/readiness.ts';
import { readinessText } from '../../src/operations/readiness-text.ts';

function found(
  integration: Integration,
  state: Condition['state'],
  subject: string = integration,
): Condition {
  const isBad = state === 'denied' || state === 'failed';
  return {
    integration,
    subject,
    state,
    reason: isBad ? 'it is broken' : '',
    remedy: isBad ? 'Mend it.' : null,
  };
}

function look(isRequired: boolean, ...conditions: readonly Condition[]): Look {
  const integrations = [...new Set(conditions.map(({ integration }) => integration))];
  return { integrations, isRequired, look: async () => conditions };
}

describe('readiness', () => {
  let readiness: Readiness | undefined;
  afterEach(() => readiness?.close());

  function started(options: Partial<ReadinessOptions> & Pick<ReadinessOptions, 'looks'>): Readiness {
    readiness = createReadiness({ now: () => performance.now(), ...options });
    readiness.start();
    return readiness;
  }

  it('says that it is starting until it is started, and looks at nothing', async () => {
    let looks = 0;
    readiness = createReadiness({
      looks: [
        {
          integrations: ['queue'],
          isRequired: true,
          look: async () => {
            looks += 1;
            return [];
          },
        },
      ],
      now: () => 0,
    });
    expect(await readiness.report()).toEqual({ status: 'starting', integrations: [] });
    expect(looks).toBe(0);
  });

  it.each([
    { what: 'all is fine', looks: [look(true, found('slack', 'ok'))], status: 'ready' },
    { what: 'there is advice', looks: [look(true, found('queue', 'advice'))], status: 'ready' },
    { what: 'something was skipped', looks: [look(true, found('slack', 'skipped'))], status: 'ready' },
    {
      what: 'something needed fails',
      looks: [look(true, found('slack', 'ok')), look(true, found('queue', 'failed'))],
      status: 'not-ready',
    },
    {
      what: 'something needed is denied',
      looks: [look(true, found('slack', 'denied'))],
      status: 'not-ready',
    },
    {
      what: 'something fails that people can be told about',
      looks: [look(true, found('slack', 'ok')), look(false, found('aws', 'failed'))],
      status: 'degraded',
    },
    {
      what: 'one of several clusters fails',
      looks: [look(true, found('cluster', 'ok', 'prod'), found('cluster', 'failed', 'staging'))],
      status: 'degraded',
    },
    {
      what: 'every cluster fails',
      looks: [look(true, found('cluster', 'failed', 'prod'), found('cluster', 'denied', 'staging'))],
      status: 'not-ready',
    },
  ])('is $status where $what', async ({ looks, status }) => {
    expect((await started({ looks }).report()).status).toBe(status);
  });

  it('judges only what it was given', async () => {
    const { integrations } = await started({ looks: [look(true, found('queue', 'ok'))] }).report();
    expect(integrations.map(({ integration }) => integration)).toEqual(['queue']);
  });

  it('looks once for all who ask within some seconds', async () => {
    let looks = 0;
    let now = 0;
    const one = started({
      looks: [
        {
          integrations: ['slack'],
          isRequired: true,
          look: async () => {
            looks += 1;
            return [found('slack', 'ok')];
          },
        },
      ],
      now: () => now,
      freshMs: 10_000,
    });
    await Promise.all([one.report(), one.report(), one.report()]);
    now = 9_999;
    await one.report();
    expect(looks).toBe(1);
    now = 10_000;
    await one.report();
    expect(looks).toBe(2);
  });

  it('names what does not answer in time, and waits no longer', async () => {
    const startedAt = performance.now();
    const report = await started({
      looks: [
        { integrations: ['cluster', 'aws'], isRequired: true, look: () => new Promise(() => undefined) },
        look(true, found('slack', 'ok')),
      ],
      limitMs: 50,
    }).report();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(report.status).toBe('not-ready');
    expect(report.integrations.map(({ integration, state }) => [integration, state])).toEqual([
      ['slack', 'ok'],
      ['cluster', 'failing'],
      ['aws', 'failing'],
    ]);
  });

  it('lets a look that heeds its signal say itself what it found', async () => {
    const { integrations } = await started({
      looks: [
        {
          integrations: ['cluster', 'aws'],
          isRequired: true,
          look: async (signal) => {
            await sleep(10_000, undefined, { signal }).catch(() => undefined);
            return [found('cluster', 'failed', 'prod'), found('aws', 'ok')];
          },
        },
      ],
      limitMs: 50,
    }).report();
    expect(integrations.map(({ state }) => state)).toEqual(['failing', 'ok']);
  });

  it('answers what it last knew while a slow look is under way, so that a probe is not kept waiting', async () => {
    let now = 0;
    let answer: () => void = () => undefined;
    const states: Condition['state'][] = ['ok', 'failed'];
    const one = started({
      looks: [
        {
          integrations: ['slack'],
          isRequired: true,
          look: async () => {
            const state = states.shift() ?? 'failed';
            if (state === 'failed') await new Promise<void>((resolve) => (answer = resolve));
            return [found('slack', state)];
          },
        },
      ],
      now: () => now,
      freshMs: 10,
      usableMs: 1_000,
      patienceMs: 20,
    });
    expect((await one.report()).status).toBe('ready');
    now = 500;
    expect((await one.report()).status).toBe('ready');
    answer();
    await sleep(1);
    expect((await one.report()).status).toBe('not-ready');
  });

  it('reads as lines, what is wrong with its reason and remedy', async () => {
    const report = await started({
      looks: [look(true, found('slack', 'ok')), look(true, found('queue', 'failed', 'Redis'))],
    }).report();
    expect(readinessText(report)).toBe(
      'not-ready\nslack: ok\nqueue: failing\n  Redis: it is broken\n    Mend it.\n',
    );
  });
});
