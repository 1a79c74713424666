import { describe, expect, it } from 'vitest';
import { percentile } from './percentile.ts';

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

describe('a percentile', () => {
  it.each([
    [50, 50],
    [99, 99],
    [100, 100],
    [0.5, 1],
  ])('of 1 to 100, in any order: %d percent do not exceed %d', (percent, expected) => {
    expect(percentile(hundred, percent)).toBe(expected);
  });

  it('is one of the values, not something between two', () => {
    expect(percentile([1, 2], 50)).toBe(1);
    expect(percentile([1, 2], 51)).toBe(2);
  });

  it('orders numbers as numbers', () => {
    expect(percentile([9, 10, 100], 100)).toBe(100);
  });

  it('is refused where there are no values', () => {
    expect(() => percentile([], 50)).toThrow(RangeError);
  });
});
