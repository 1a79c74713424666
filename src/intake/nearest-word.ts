/** The word out of `known` that typing mistakes turn into `typed`: one mistake in a short word, two in a long one. Null where none is. */
export function nearestWord<Word extends string>(typed: string, known: readonly Word[]): Word | null {
  if (typed.length > 20) return null;
  const [best] = known
    .map((word) => ({ word, distance: editDistance(typed, word) }))
    .filter(({ word, distance }) => distance <= (word.length > 4 ? 2 : 1))
    .sort((left, right) => left.distance - right.distance);
  return best?.word ?? null;
}

/** Optimal string alignment: insertions, deletions, substitutions, and two neighbours swapped, one each. */
function editDistance(left: string, right: string): number {
  const rows = [Array.from({ length: right.length + 1 }, (_, column) => column)];
  const cell = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1];
      const isSwapped = left[row - 2] === right[column - 1] && left[row - 1] === right[column - 2];
      current.push(
        Math.min(
          cell(row - 1, column) + 1,
          cell(row, column - 1) + 1,
          cell(row - 1, column - 1) + (isSame ? 0 : 1),
          isSwapped ? cell(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return cell(left.length, right.length);
}
