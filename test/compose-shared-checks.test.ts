import { beforeEach, describe, expect, it } from 'vitest';
import type { CheckOutcome } from '../src/checker/check.ts';
import type { Target } from '../src/checker/vocabulary/target.ts';
import { composeSharedChecks } from '../src/compose-shared-checks.ts';
import { parseSymptom } from '../src/intake/symptom.ts';
import type { Checks } from '../src/slack/work-out-answer.ts';

const target: Target = { cluster: null, namespace: 'payments', serviceAccount: 'api', pod: null };
const outcome: CheckOutcome = { kind: 'environment', message: 'an outcome' };
const never = new AbortController().signal;

describe('checks of the same', () => {
  let checks: Checks;
  let running: { readonly signal: AbortSignal; readonly answer: (outcome: CheckOutcome) => void }[];
  let shared: number;

  beforeEach(() => {
    running = [];
    shared = 0;
    checks = composeSharedChecks({
      check: (_target, _symptom, signal) => {
        const { promise, resolve } = Promise.withResolvers<CheckOutcome>();
        running.push({ signal, answer: resolve });
        return promise;
      },
      clusterOf: async (name) => (name === null || name === 'prod-arn' ? 'prod' : name),
      onShared: () => {
        shared += 1;
      },
    });
  });
  const started = async (count: number) => expect.poll(() => running.length).toBe(count);
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('are one while it runs, and each of those who ask has its outcome', async () => {
    const asked = Array.from({ length: 6 }, () => checks.shared(target, null, never));
    await started(1);
    expect(await checks.isRunning(target, null)).toBe(true);
    running[0]?.answer(outcome);
    expect(await Promise.all(asked)).toEqual(Array(6).fill(outcome));
    expect(running).toHaveLength(1);
    expect(shared).toBe(5);
    expect(await checks.isRunning(target, null)).toBe(false);
    void checks.shared(target, null, never);
    await started(2);
  });

  it('are the same however the cluster is named', async () => {
    void checks.shared(target, null, never);
    void checks.shared({ ...target, cluster: 'prod' }, null, never);
    void checks.shared({ ...target, cluster: 'prod-arn' }, null, never);
    await settle();
    expect(running).toHaveLength(1);
  });

  it.each([
    { what: 'the cluster', other: { ...target, cluster: 'staging' }, symptom: null },
    { what: 'the namespace', other: { ...target, namespace: 'web' }, symptom: null },
    { what: 'the service account', other: { ...target, serviceAccount: 'worker' }, symptom: null },
    { what: 'the pod', other: { ...target, pod: 'api-1' }, symptom: null },
    { what: 'the error', other: target, symptom: parseSymptom('AccessDenied') },
  ])('are two where $what differs', async ({ other, symptom }) => {
    void checks.shared(target, null, never);
    void checks.shared(other, symptom, never);
    await started(2);
    expect(shared).toBe(0);
  });

  it('go on for the others when the first who asked is gone, and stop when all are', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const one = checks.shared(target, null, first.signal);
    const other = checks.shared(target, null, second.signal);
    await started(1);
    await settle();
    first.abort();
    await expect(one).rejects.toThrow('aborted');
    expect(running[0]?.signal.aborted).toBe(false);
    second.abort();
    await expect(other).rejects.toThrow('aborted');
    expect(running[0]?.signal.aborted).toBe(true);
  });

  it('are not shared by whoever wants a check alone', async () => {
    void checks.shared(target, null, never);
    void checks.alone(target, null, never);
    await started(2);
  });
});
