import { it } from 'vitest';
import { describeWithRedisServer } from '../redis.ts';
import { runChaos } from './scenario.ts';

describeWithRedisServer('chaos over HTTP with Redis', (redisServer) => {
  it('answers every question once', { timeout: 200_000 }, () =>
    runChaos({
      name: 'http-redis',
      mode: 'http',
      redisServer,
      sides: ['bot', 'bot', 'worker', 'worker'],
      count: 200,
      spreadMs: 20_000,
      settleMs: 90_000,
    }),
  );
});
