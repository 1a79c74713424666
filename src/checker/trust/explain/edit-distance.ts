/** Longer texts are cut before they are compared; nothing that names a service account or an issuer is as long. */
const LONGEST = 200;
/** The row of the table that is being filled, used again by every comparison: an audit makes hundreds of thousands. */
const row = new Uint16Array(LONGEST + 1);

/** Number of letters to insert, remove or replace to make one text of the other (Levenshtein). */
export function editDistance(left: string, right: string): number {
  const height = Math.min(left.length, LONGEST);
  const width = Math.min(right.length, LONGEST);
  for (let column = 0; column <= width; column += 1) row[column] = column;
  for (let line = 1; line <= height; line += 1) {
    const letter = left.charCodeAt(line - 1);
    let diagonal = line - 1;
    let before = line;
    row[0] = line;
    for (let column = 1; column <= width; column += 1) {
      const above = row[column] ?? 0;
      const replaced = diagonal + (letter === right.charCodeAt(column - 1) ? 0 : 1);
      before = Math.min(replaced, above + 1, before + 1);
      row[column] = before;
      diagonal = above;
    }
  }
  return row[width] ?? 0;
}

/** How alike two texts are: 1 for equal ones, 0 for texts without anything in common. */
export function similarity(left: string, right: string): number {
  if (left === right) return 1;
  const longest = Math.min(LONGEST, Math.max(left.length, right.length));
  return longest === 0 ? 1 : Math.max(0, 1 - editDistance(left, right) / longest);
}
