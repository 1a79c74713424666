import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { StepAside } from '../../src/queue/step-aside.ts';
import { type AwaitPace, createChannelPace } from '../../src/slack/channel-pace.ts';

describe('the pace of a channel', () => {
  let now: number;
  let pace: AwaitPace;
  const signal = new AbortController().signal;
  beforeEach(() => {
    now = 0;
    pace = createChannelPace({ perSecond: 1, now: () => now, random: () => 1 });
  });
  const post = (id: string, channel = 'T1 C1', round = 0) => pace({ channel, id, round }, signal);
  const asideOf = (posting: Promise<void>) =>
    posting.then(
      () => null,
      (error: unknown) => {
        if (error instanceof StepAside) return error;
        throw error;
      },
    );
  /** Takes the burst, and the one that may be waited for. */
  const fill = () => {
    for (const id of ['1', '2', '3', '4', '5', '6']) void asideOf(post(id));
  };

  it('lets a short burst pass at once', async () => {
    const startedAt = performance.now();
    await Promise.all(['1', '2', '3', '4', '5'].map((id) => post(id)));
    expect(performance.now() - startedAt).toBeLessThan(200);
  });

  it('has the next wait, but not those of other channels and workspaces', async () => {
    await Promise.all(['1', '2', '3', '4', '5'].map((id) => post(id)));
    const order: string[] = [];
    const next = post('6').then(() => order.push('6'));
    await post('7', 'T1 C2').then(() => order.push('7'));
    await post('8', 'T2 C1').then(() => order.push('8'));
    await next;
    expect(order).toEqual(['7', '8', '6']);
  });

  it('sends those away who would wait long, each to its own second', async () => {
    fill();
    expect(await asideOf(post('7'))).toMatchObject({ why: 'channel', afterMs: 2_000 });
    expect(await asideOf(post('8'))).toMatchObject({ afterMs: 3_000 });
    expect(await asideOf(post('9'))).toMatchObject({ afterMs: 4_000 });
    now += 2_000;
    expect(await asideOf(post('7'))).toBeNull();
  });

  it('sends nobody away for longer than a minute', async () => {
    fill();
    for (let n = 0; n < 500; n += 1) await asideOf(post(`many-${n}`));
    expect(await asideOf(post('last'))).toMatchObject({ afterMs: 60_000 });
  });

  it('ends the wait when nobody waits for the answer any more', async () => {
    await Promise.all(['1', '2', '3', '4', '5'].map((id) => post(id)));
    const stopped = new AbortController();
    const waiting = pace({ channel: 'T1 C1', id: '6', round: 0 }, stopped.signal);
    await sleep(20);
    stopped.abort();
    await expect(waiting).rejects.toThrow('aborted');
  });

  it('goes on for the busy channel, however many others there are', async () => {
    fill();
    for (let n = 0; n < 3_000; n += 1) {
      await post(`q${n}`, `T1 quiet-${n}`);
      now += 1;
      if (n % 100 === 0) fill();
    }
    expect(await asideOf(post('late'))).toBeInstanceOf(StepAside);
  });
});
