import { afterEach, describe, expect, it } from 'vitest';
import { type Consumption, watchConsumption } from '../../src/operations/consumption.ts';

/** A watch whose clock and queue the test turns; it looks only when it is told to. */
function watchAt(
  state: { now: number; oldest: number | null | Error },
  onProblem: (problem: string) => void,
): Consumption {
  return watchConsumption({
    oldestWaiting: async () => {
      if (state.oldest instanceof Error) throw state.oldest;
      return state.oldest;
    },
    now: () => state.now,
    onProblem,
    limitMs: 60_000,
    confirmMs: 10_000,
    everyMs: 3_600_000,
  });
}

describe('a worker that', () => {
  let watch: Consumption;
  let told: string[];
  afterEach(() => watch.close());

  async function problemAfter(
    steps: (state: { now: number; oldest: number | null | Error }) => Promise<void> | void,
  ): Promise<string | null> {
    const state = { now: 0, oldest: null as number | null | Error };
    told = [];
    watch = watchAt(state, (problem) => told.push(problem));
    await steps(state);
    return watch.problem();
  }

  it('has nothing to do is well', async () => {
    expect(
      await problemAfter(async (state) => {
        state.now = 3_600_000;
        await watch.look();
      }),
    ).toBeNull();
  });

  it('leaves a question waiting although it has nothing to do has stopped consuming', async () => {
    const problem = await problemAfter(async (state) => {
      state.oldest = 61_000;
      state.now = 61_000;
      await watch.look();
      state.oldest = 71_000;
      state.now = 71_000;
      await watch.look();
    });
    expect(problem).toBe('a question has been waiting for 71 s, and this worker has taken none for 71 s');
  });

  it('has stopped is told of once, and again when it stops again', async () => {
    await problemAfter(async (state) => {
      state.oldest = 300_000;
      for (state.now = 100_000; state.now <= 130_000; state.now += 5_000) await watch.look();
      expect(told).toHaveLength(1);
      watch.taken()();
      state.now = 131_000;
      await watch.look();
      for (state.now = 300_000; state.now <= 330_000; state.now += 5_000) await watch.look();
    });
    expect(told).toHaveLength(2);
  });

  it('finds old questions just after the queue is back is given a moment to take them', async () => {
    expect(
      await problemAfter(async (state) => {
        state.oldest = 900_000;
        state.now = 900_000;
        await watch.look();
        state.now = 909_000;
        await watch.look();
      }),
    ).toBeNull();
  });

  it('is busy while others wait is well', async () => {
    expect(
      await problemAfter(async (state) => {
        watch.taken();
        state.oldest = 120_000;
        for (state.now = 120_000; state.now <= 180_000; state.now += 5_000) await watch.look();
      }),
    ).toBeNull();
  });

  it('was busy until just now is not blamed for what waited meanwhile', async () => {
    expect(
      await problemAfter(async (state) => {
        const done = watch.taken();
        state.now = 120_000;
        done();
        done();
        state.oldest = 120_000;
        for (state.now = 121_000; state.now <= 179_000; state.now += 5_000) await watch.look();
      }),
    ).toBeNull();
  });

  it('takes a question after all is well again', async () => {
    expect(
      await problemAfter(async (state) => {
        state.oldest = 300_000;
        for (state.now = 100_000; state.now <= 120_000; state.now += 5_000) await watch.look();
        expect(watch.problem()).not.toBeNull();
        watch.taken();
      }),
    ).toBeNull();
  });

  it('cannot reach the queue is left alone, for a restart would not help', async () => {
    expect(
      await problemAfter(async (state) => {
        state.oldest = 300_000;
        state.now = 100_000;
        await watch.look();
        state.oldest = new Error('the queue is out of reach');
        state.now = 200_000;
        await watch.look();
      }),
    ).toBeNull();
  });
});
