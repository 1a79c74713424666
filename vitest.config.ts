import { defineConfig } from 'vitest/config';

const CHAOS = 'test/chaos/**/*.test.ts';

/** `--mode chaos` runs the suite that breaks everything, one scenario after the other; it takes minutes. */
export default defineConfig(({ mode }) => ({
  test: {
    ...(mode === 'chaos'
      ? { include: [CHAOS], fileParallelism: false }
      : { include: ['test/**/*.test.ts'], exclude: [CHAOS] }),
    environment: 'node',
    globalSetup: ['test/redis-global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
}));
