import { describe, expect, it } from 'vitest';
import { askRedis, redisFacts } from '../../src/queue/redis-facts.ts';
import { describeWithRedis } from '../redis.ts';

describe('what a Redis tells of itself', () => {
  it('is read out of INFO', () => {
    const info =
      '# Server\r\nredis_version:7.0.15\r\n# Persistence\r\naof_enabled:1\r\n# Replication\r\nrole:slave\r\n# Memory\r\nmaxmemory_policy:allkeys-lru\r\n';
    expect(redisFacts(info)).toEqual({
      version: '7.0.15',
      evictionPolicy: 'allkeys-lru',
      isAppendOnly: true,
      isReplica: true,
    });
  });

  it('is not known where it does not tell', () => {
    expect(redisFacts('')).toEqual({
      version: null,
      evictionPolicy: null,
      isAppendOnly: null,
      isReplica: false,
    });
  });
});

describeWithRedis('asking a Redis', (url) => {
  it('tells its version and persistence', async () => {
    expect(await askRedis(url, 5_000)).toMatchObject({
      state: 'ok',
      facts: {
        version: expect.stringMatching(/^\d+\./),
        isAppendOnly: expect.any(Boolean),
        isReplica: false,
      },
    });
  });

  it('tells a refused password from one that is not there', async () => {
    const withPassword = new URL(url);
    withPassword.username = 'nobody';
    withPassword.password = 'canary-4711';
    const report = await askRedis(withPassword.href, 5_000);
    expect(report.state).toBe('denied');
    expect(JSON.stringify(report)).not.toContain('canary-4711');
  });
});

it('tells that nobody listens, within its time', async () => {
  const startedAt = performance.now();
  expect(await askRedis('redis://127.0.0.1:1', 1_000)).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('ECONNREFUSED'),
  });
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
