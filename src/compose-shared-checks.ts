import type { CheckOutcome } from './checker/check.ts';
import type { Symptom } from './checker/vocabulary/symptom.ts';
import type { Target } from './checker/vocabulary/target.ts';
import type { Check, Checks } from './slack/work-out-answer.ts';
import { createSharedReads } from './sources/shared-reads.ts';

/** A check whose questions are all gone is stopped at once; this is for one that does not stop, in milliseconds. */
const LIMIT_MS = 60_000;

/**
 * Lets questions that ask the same while a check of it runs have that check's outcome, however each of them names the cluster.
 *
 * @param options.clusterOf what the cluster that somebody named is called
 * @param options.onShared hears of each question that needed no check of its own
 */
export function composeSharedChecks(options: {
  readonly check: Check;
  readonly clusterOf: (name: string | null) => Promise<string | null>;
  readonly onShared: () => void;
}): Checks {
  const { check, clusterOf, onShared } = options;
  const running = createSharedReads<CheckOutcome>({ limitMs: LIMIT_MS, keepMs: () => 0 });

  async function keyOf(target: Target, symptom: Symptom | null): Promise<string> {
    const { cluster, namespace, serviceAccount, pod } = target;
    const known = (await clusterOf(cluster)) ?? cluster;
    return JSON.stringify([known, namespace, serviceAccount, pod, symptom]);
  }

  return {
    alone: check,
    shared: async (target, symptom, signal) => {
      const key = await keyOf(target, symptom);
      if (running.isUnderWay(key)) onShared();
      return running.read(key, signal, (shared) => check(target, symptom, shared));
    },
    isRunning: async (target, symptom) => running.isUnderWay(await keyOf(target, symptom)),
  };
}
