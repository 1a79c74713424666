import { describe, expect, it } from 'vitest';
import { createQueueRoom } from '../../src/queue/queue-room.ts';

function room(most: number, look: () => Promise<number>) {
  let time = 0;
  const made = createQueueRoom({ most, look, now: () => time });
  const pass = (ms: number) => {
    time += ms;
  };
  return { ...made, pass };
}

describe('the room in the queue', () => {
  it('is asked for once in a second, and what is stored meanwhile counts', async () => {
    let looks = 0;
    const { crowd, count, pass } = room(3, async () => {
      looks += 1;
      return 0;
    });
    for (let n = 0; n < 3; n += 1) {
      expect(await crowd()).toBeNull();
      count();
    }
    await Promise.resolve();
    expect(await crowd()).toBe(3);
    expect(looks).toBe(1);
    pass(1_000);
    // What the queue says now holds, and it is waited for before anybody is refused.
    expect(await crowd()).toBeNull();
    expect(looks).toBe(2);
  });

  it('is there again for what was not stored', async () => {
    const { crowd, count } = room(1, async () => 0);
    await crowd();
    const uncount = count();
    expect(await crowd()).toBe(1);
    uncount();
    uncount();
    expect(await crowd()).toBeNull();
    count();
    expect(await crowd()).toBe(1);
  });

  it('does not count one that was not stored against the others', async () => {
    const told = Promise.withResolvers<number>();
    const { crowd, count } = room(2, () => told.promise);
    const uncount = count();
    expect(await crowd()).toBeNull();
    // It fails to be stored while the queue is being asked.
    uncount();
    told.resolve(1);
    await new Promise(setImmediate);
    count();
    expect(await crowd()).toBe(2);
  });

  it('is taken for granted where the queue does not tell, and does not hold up anybody', async () => {
    const { crowd } = room(1, () => new Promise(() => undefined));
    expect(await crowd()).toBeNull();
    const failing = room(1, async () => {
      throw new Error('gone');
    });
    expect(await failing.crowd()).toBeNull();
    failing.pass(1_000);
    expect(await failing.crowd()).toBeNull();
  });

  it('is what the queue says after an outage in which it was not asked', async () => {
    let waiting = 10;
    const { crowd, pass } = room(5, async () => waiting);
    await crowd();
    await Promise.resolve();
    expect(await crowd()).toBe(10);
    waiting = 0;
    pass(60_000);
    expect(await crowd()).toBeNull();
  });
});
