interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

const CONTEXT = 3;

/** Above this many pairs of lines the texts are shown as replaced whole: no trust policy that IAM takes comes near. */
const MOST_PAIRS = 1_000_000;

/** The unified diff of two texts by lines, with three lines of context; empty where they are equal. */
export function unifiedDiff(
  before: string,
  after: string,
  names: { readonly before: string; readonly after: string },
): string {
  if (before === after) return '';
  const lines = compare(before.split('\n'), after.split('\n'));
  return [`--- ${names.before}`, `+++ ${names.after}`, ...hunksOf(lines)].join('\n');
}

/** Longest common subsequence, walked from the front so that removals stand before additions. */
function compare(before: readonly string[], after: readonly string[]): readonly Line[] {
  if (before.length * after.length > MOST_PAIRS) {
    return [
      ...before.map((text) => ({ mark: '-', text }) as const),
      ...after.map((text) => ({ mark: '+', text }) as const),
    ];
  }
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      common[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const old = before[i];
    const fresh = after[j];
    if (old !== undefined && old === fresh) {
      lines.push({ mark: ' ', text: old });
      i++;
      j++;
    } else if (old !== undefined && (fresh === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ mark: '-', text: old });
      i++;
    } else {
      lines.push({ mark: '+', text: fresh ?? '' });
      j++;
    }
  }
  return lines;
}

function hunksOf(lines: readonly Line[]): readonly string[] {
  const changed = lines.flatMap((line, index) => (line.mark === ' ' ? [] : [index]));
  const hunks: string[] = [];
  let first = 0;
  while (first < changed.length) {
    let last = first;
    while ((changed[last + 1] ?? Number.POSITIVE_INFINITY) - (changed[last] ?? 0) <= 2 * CONTEXT) last++;
    const from = Math.max(0, (changed[first] ?? 0) - CONTEXT);
    const to = Math.min(lines.length, (changed[last] ?? 0) + CONTEXT + 1);
    const shown = lines.slice(from, to);
    hunks.push(headOf(lines.slice(0, from), shown), ...shown.map((line) => line.mark + line.text));
    first = last + 1;
  }
  return hunks;
}

/** `@@ -1,4 +1,4 @@`. A side without lines is counted from the line before it, as diff does. */
function headOf(skipped: readonly Line[], shown: readonly Line[]): string {
  const side = (other: Line['mark']): string => {
    const start = skipped.filter((line) => line.mark !== other).length;
    const count = shown.filter((line) => line.mark !== other).length;
    return `${count === 0 ? start : start + 1},${count}`;
  };
  return `@@ -${side('+')} +${side('-')} @@`;
}
