import { describe, expect, it } from 'vitest';
import { createFairRounds } from '../../src/queue/fair-rounds.ts';

describe('the rounds of questions', () => {
  it('put each further question of a flood one round later', () => {
    const next = createFairRounds();
    expect([0, 0, 0, 0].map((at) => next('C1', at).number)).toEqual([0, 1, 2, 3]);
    expect(next('C2', 0).number).toBe(0);
  });

  it('begin again for a channel that has been quiet for as long as it asked', () => {
    const next = createFairRounds();
    for (let n = 0; n < 5; n += 1) next('C1', 0);
    expect(next('C1', 3_000).number).toBe(2);
    expect(next('C1', 60_000).number).toBe(0);
  });

  it('are always the first for a channel that asks once in a second', () => {
    const next = createFairRounds();
    const numbers = Array.from({ length: 50 }, (_, n) => next('C1', n * 1_000).number);
    expect(new Set(numbers)).toEqual(new Set([0]));
  });

  it('do not count what was not stored', () => {
    const next = createFairRounds();
    next('C1', 0).giveBack();
    expect(next('C1', 0).number).toBe(0);
  });

  it('forget the quietest of very many channels, and never one that floods', () => {
    const next = createFairRounds();
    for (let n = 0; n < 25_000; n += 1) {
      next(`C${n}`, 0);
      if (n % 100 === 0) next('flood', 0);
    }
    expect(next('C0', 0).number).toBe(0);
    expect(next('flood', 0).number).toBe(250);
  });
});
