import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob, type ResolvedPart } from '../../../../src/checker/trust/decide/glob.ts';
import { readPattern } from '../../../../src/checker/trust/document/pattern.ts';

function glob(pattern: string, text: string): boolean {
  const parts = readPattern(pattern, true, false).filter(
    (part): part is ResolvedPart => part.kind !== 'variable',
  );
  return matchesGlob(parts, text);
}

/** The definition, letter by letter; exponential, and obviously right. */
function matches(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] === '*')
    return matches(pattern.slice(1), text) || (text !== '' && matches(pattern, text.slice(1)));
  return (
    text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && matches(pattern.slice(1), text.slice(1))
  );
}

describe('matchesGlob', () => {
  it('agrees with the definition of wildcards', () => {
    const word = (letters: string, maxLength: number) =>
      fc.array(fc.constantFrom(...letters), { maxLength }).map((all) => all.join(''));
    fc.assert(
      fc.property(word('ab*?', 8), word('ab', 10), (pattern, text) => {
        expect(glob(pattern, text)).toBe(matches(pattern, text));
      }),
      { numRuns: 5000 },
    );
  });

  it.each(['*', '?*', 'a?*'])('does not backtrack on many stars (%s)', (piece) => {
    const pattern = `${`${piece}a`.repeat(600)}b`;
    const text = 'a'.repeat(4000);
    const start = performance.now();
    for (let run = 0; run < 10; run += 1) expect(glob(pattern, text)).toBe(false);
    expect((performance.now() - start) / 10).toBeLessThan(20);
  });

  it('takes a long hostile pattern against a long subject in under a millisecond', () => {
    const parts = readPattern(`${'*a'.repeat(900)}*b`, true, false).filter(
      (part): part is ResolvedPart => part.kind !== 'variable',
    );
    const text = 'a'.repeat(1500);
    matchesGlob(parts, text);
    const start = performance.now();
    for (let run = 0; run < 100; run += 1) matchesGlob(parts, text);
    expect((performance.now() - start) / 100).toBeLessThan(1);
  });
});
