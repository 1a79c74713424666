import { describe, expect, it } from 'vitest';
import { judgeRedis } from '../../src/queue/redis-check.ts';

describe('judging a Redis by what it tells', () => {
  it.each([
    ['noeviction', { kind: 'good', version: '7.0.15' }],
    ['volatile-lru', { kind: 'evicts', version: '7.0.15', policy: 'volatile-lru' }],
    ['allkeys-random', { kind: 'evicts', version: '7.0.15', policy: 'allkeys-random' }],
  ])('with the policy %s', (policy, expected) => {
    const info = `# Server\r\nredis_version:7.0.15\r\n# Memory\r\nmaxmemory:0\r\nmaxmemory_policy:${policy}\r\n`;
    expect(judgeRedis(info)).toEqual(expected);
  });

  it('takes a policy that is not told for a good one', () => {
    expect(judgeRedis('')).toEqual({ kind: 'good', version: null });
  });
});
