import { defineConfig } from 'vitest/config';

const CHAOS = 'test/chaos/**/*.test.ts';
const FUZZ = 'test/intake/fuzz/**/*.test.ts';

/**
 * `--mode chaos` runs the suite that breaks everything, one scenario after the other; `--mode fuzz` a million mangled texts, of which every
 * run has some. Both take minutes.
 */
export default defineConfig(({ mode }) => ({
  test: {
    ...(mode === 'chaos'
      ? { include: [CHAOS], fileParallelism: false, maxConcurrency: 2 }
      : mode === 'fuzz'
        ? { include: [FUZZ], maxWorkers: 2, env: { FUZZ_COUNT: process.env.FUZZ_COUNT ?? '1000000' } }
        : // Most of the long suites wait for time to pass.
          { include: ['test/**/*.test.ts'], exclude: [CHAOS], maxWorkers: 2 }),
    environment: 'node',
    globalSetup: ['test/redis-global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
}));
