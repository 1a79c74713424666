import { describe, it } from 'vitest';
import { runChaos } from './scenario.ts';

describe('chaos over HTTP with the embedded queue', () => {
  it('answers every question once', { timeout: 200_000 }, () =>
    runChaos({
      name: 'http-embedded',
      mode: 'http',
      redisServer: null,
      sides: ['start'],
      count: 200,
      spreadMs: 25_000,
      settleMs: 90_000,
    }),
  );
});
