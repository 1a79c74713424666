import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/checker/unified-diff.ts';

const NAMES = { before: 'now', after: 'corrected' };
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);

describe('unifiedDiff', () => {
  it('is empty for equal texts', () => {
    expect(unifiedDiff('a\nb', 'a\nb', NAMES)).toBe('');
  });

  it('shows a change with three lines around it', () => {
    const before = numbered(9);
    const after = before.with(4, 'changed');
    expect(unifiedDiff(before.join('\n'), after.join('\n'), NAMES)).toBe(
      '--- now\n+++ corrected\n@@ -2,7 +2,7 @@\n line 2\n line 3\n line 4\n-line 5\n+changed\n line 6\n line 7\n line 8',
    );
  });

  it('makes hunks of changes that lie apart', () => {
    const before = numbered(30);
    const after = before.with(2, 'x').with(20, 'y');
    expect(unifiedDiff(before.join('\n'), after.join('\n'), NAMES).match(/^@@ /gm)?.length).toBe(2);
  });

  it('shows huge texts as replaced whole instead of taking for ever', () => {
    const startedAt = performance.now();
    const diff = unifiedDiff(numbered(3000).join('\n'), `${numbered(3000).join('\n')}\nmore`, NAMES);
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(diff).toContain('+more');
  });

  it('applies to the old text and gives the new one, whatever the texts', () => {
    const lines = fc.array(fc.constantFrom('{', '}', '  "a": 1,', '  "b": 2', ''), {
      minLength: 1,
      maxLength: 25,
    });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const diff = unifiedDiff(before.join('\n'), after.join('\n'), NAMES);
        expect(applied(before, diff)).toEqual(after);
      }),
    );
  });
});

/** Applies a unified diff as `patch` does, and insists on the counts in the hunks' heads and on every line of context. */
function applied(before: readonly string[], diff: string): readonly string[] {
  const result: string[] = [];
  let next = 0;
  const hunks = diff === '' ? [] : diff.split(/^(?=@@ )/m).slice(1);
  for (const hunk of hunks) {
    const [head = '', ...lines] = hunk.replace(/\n$/, '').split('\n');
    const [start = 0, removed, made, added] = (head.match(/\d+/g) ?? []).map(Number);
    const old = lines.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
    const fresh = lines.filter((line) => !line.startsWith('-')).map((line) => line.slice(1));
    const from = removed === 0 ? start : start - 1;
    result.push(...before.slice(next, from));
    expect([old.length, fresh.length, result.length + (added === 0 ? 0 : 1)]).toEqual([removed, added, made]);
    expect(before.slice(from, from + old.length)).toEqual(old);
    result.push(...fresh);
    next = from + old.length;
  }
  return [...result, ...before.slice(next)];
}
