import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob, type ResolvedPart } from '../../../../src/checker/trust/decide/glob.ts';
import { readPattern } from '../../../../src/checker/trust/document/pattern.ts';
import { classesOf, type TextSet } from '../../../../src/checker/trust/language/classes.ts';
import { ANY_TEXT, hasShape, SERVICE_ACCOUNT_SUBJECT } from '../../../../src/checker/trust/language/shape.ts';

function textSet(pattern: string, ignoresCase = false): TextSet {
  const parts = readPattern(pattern, true, false).filter(
    (part): part is ResolvedPart => part.kind !== 'variable',
  );
  return { parts, ignoresCase };
}

const word = (letters: string, maxLength: number) =>
  fc.array(fc.constantFrom(...letters), { maxLength }).map((all) => all.join(''));

describe('classesOf', () => {
  it('finds every way in which a text can match, and tells it rightly', () => {
    fc.assert(
      fc.property(
        fc.array(word('ab*?', 5), { maxLength: 4 }),
        fc.array(word('abc', 6), { minLength: 20, maxLength: 20 }),
        (patterns, texts) => {
          const sets = patterns.map((pattern) => textSet(pattern));
          const classes = classesOf(sets, ANY_TEXT) ?? [];
          const known = new Set(classes.map(({ matches }) => matches.join()));
          const ways = (text: string) => sets.map(({ parts }) => matchesGlob(parts, text)).join();
          for (const text of texts) expect(known).toContain(ways(text));
          for (const { text, matches } of classes) expect(ways(text)).toBe(matches.join());
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['system:serviceaccount:a:b', true],
    ['system:serviceaccount:a:*', true],
    ['system:*', true],
    ['*', true],
    ['*:*:*:*', true],
    ['*:*:*:*:*', false],
    ['a:b', false],
    ['system:serviceaccount:a:b*c_d', false],
    ['system:serviceaccount:A:b', false],
    ['system:serviceaccount:-a:b', false],
    ['system:serviceaccount:a.b:c', false],
    ['system:serviceaccount:a:b.c', true],
    ['system:serviceaccount:a:b.', false],
  ])('knows whether a service account can have a subject like %s', (pattern, may) => {
    const classes = classesOf([textSet(pattern)], SERVICE_ACCOUNT_SUBJECT) ?? [];
    expect(classes.some(({ matches }) => matches[0])).toBe(may);
    for (const { text } of classes) expect(hasShape(SERVICE_ACCOUNT_SUBJECT, text)).toBe(true);
  });

  it('folds case where the operator does', () => {
    const classes = classesOf([textSet('SYSTEM:ServiceAccount:A:B', true)], SERVICE_ACCOUNT_SUBJECT) ?? [];
    expect(classes.find(({ matches }) => matches[0])?.text).toBe('system:serviceaccount:a:b');
  });

  it('gives up on patterns that would take too long', () => {
    expect(classesOf([textSet(`*a${'?'.repeat(20)}`)], ANY_TEXT)).toBeNull();
  });
});
