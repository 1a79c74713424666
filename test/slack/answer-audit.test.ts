import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuditOutcome } from '../../src/checker/audit/audit.ts';
import { auditWithProgress } from '../../src/slack/answer-audit.ts';

const REQUEST = { namespace: null, cluster: null };
const DONE: AuditOutcome = { kind: 'environment', message: 'done' };
const never = new AbortController().signal;
const diagnosed = (done: number) => ({ step: 'diagnosed', done, total: 10 }) as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('telling how far an audit has come', () => {
  it('updates the message at most every four seconds', async () => {
    const told: string[] = [];
    const outcome = await auditWithProgress(
      REQUEST,
      async (_, onProgress) => {
        for (let done = 1; done <= 10; done += 1) {
          vi.advanceTimersByTime(1_000);
          onProgress(diagnosed(done));
          await Promise.resolve();
        }
        return DONE;
      },
      async ({ text }) => {
        told.push(text);
      },
      never,
    );
    expect(outcome).toBe(DONE);
    expect(told.map((text) => text.split('\n')[1])).toEqual([
      'Diagnosed 4 of 10 service accounts',
      'Diagnosed 8 of 10 service accounts',
    ]);
  });

  it('tells nothing where it is soon done', async () => {
    const tell = vi.fn(async () => {});
    await auditWithProgress(
      REQUEST,
      async (_, onProgress) => {
        onProgress(diagnosed(10));
        return DONE;
      },
      tell,
      never,
    );
    expect(tell).not.toHaveBeenCalled();
  });

  it('waits for what is being told, so that it cannot take the place of the answer', async () => {
    const events: string[] = [];
    const told = Promise.withResolvers<void>();
    const answered = auditWithProgress(
      REQUEST,
      async (_, onProgress) => {
        vi.advanceTimersByTime(5_000);
        onProgress(diagnosed(1));
        vi.advanceTimersByTime(5_000);
        // A second update does not overtake the first.
        onProgress(diagnosed(2));
        events.push('audited');
        return DONE;
      },
      async () => {
        await told.promise;
        events.push('told');
      },
      never,
    ).then(() => events.push('answered'));
    await new Promise((resolve) => setImmediate(resolve));
    told.resolve();
    await answered;
    expect(events).toEqual(['audited', 'told', 'answered']);
  });

  it('hands the question’s own signal on', async () => {
    const stop = new AbortController();
    const outcome = auditWithProgress(
      REQUEST,
      (_, __, signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve(DONE), { once: true })),
      async () => {},
      stop.signal,
    );
    stop.abort();
    expect(await outcome).toBe(DONE);
  });
});
