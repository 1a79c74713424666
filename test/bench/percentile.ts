/**
 * The value that `percent` of all values do not exceed: the nearest rank, so that it is one of them.
 *
 * @param percent above 0, at most 100
 * @throws RangeError where there are no values
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const value = sorted[Math.ceil((percent / 100) * sorted.length) - 1];
  if (value === undefined) throw new RangeError('There is no percentile of nothing.');
  return value;
}
