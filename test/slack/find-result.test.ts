import { describe, expect, it } from 'vitest';
import type { QuestionResult } from '../../src/queue/job.ts';
import { findResult } from '../../src/slack/find-result.ts';
import { diagnosis, question } from '../queue/question.ts';

/** A queue that holds, look after look, what is listed; the last for good. */
function queueHolding(...results: readonly (QuestionResult | null | 'gone')[]) {
  let looks = 0;
  return {
    looks: () => looks,
    find: async () => {
      const result = results[Math.min(looks, results.length - 1)] ?? null;
      looks += 1;
      return result === 'gone' ? null : { job: question('a'), result };
    },
  };
}

describe('the result behind a button', () => {
  it('is waited for where the answer stands in Slack and the result is about to be stored', async () => {
    const queue = queueHolding(null, null, { diagnosis });
    expect((await findResult(queue, 'a'))?.result).toEqual({ diagnosis });
    expect(queue.looks()).toBe(3);
  });

  it('is not waited for where the question is no longer kept', async () => {
    const queue = queueHolding('gone');
    expect(await findResult(queue, 'a')).toBeNull();
    expect(queue.looks()).toBe(1);
  });

  it('is not waited for longer than the trigger of a dialog lives', async () => {
    const startedAt = performance.now();
    expect(await findResult(queueHolding(null), 'a')).toMatchObject({ result: null });
    expect(performance.now() - startedAt).toBeLessThan(2_500);
  });
});
