/** Longer texts are cut before they are compared; nothing that names a service account or an issuer is as long. */
const LONGEST = 200;

/** Number of letters to insert, remove or replace to make one text of the other (Levenshtein). */
export function editDistance(left: string, right: string): number {
  const a = left.slice(0, LONGEST);
  const b = right.slice(0, LONGEST);
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const removed = (previous[column] ?? 0) + 1;
      const inserted = (current[column - 1] ?? 0) + 1;
      current.push(Math.min(replaced, removed, inserted));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** How alike two texts are: 1 for equal ones, 0 for texts without anything in common. */
export function similarity(left: string, right: string): number {
  if (left === right) return 1;
  const longest = Math.min(LONGEST, Math.max(left.length, right.length));
  return longest === 0 ? 1 : Math.max(0, 1 - editDistance(left, right) / longest);
}
