import { it } from 'vitest';
import { describeWithRedisServer } from '../redis.ts';
import { runChaos } from './scenario.ts';

describeWithRedisServer('chaos over Socket Mode with Redis', (redisServer) => {
  it('answers every question once', { timeout: 200_000 }, () =>
    runChaos({
      name: 'socket-redis',
      mode: 'socket',
      redisServer,
      sides: ['bot', 'bot', 'worker', 'worker'],
      count: 200,
      spreadMs: 20_000,
      settleMs: 90_000,
    }),
  );
});
