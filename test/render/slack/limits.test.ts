import { describe, expect, it } from 'vitest';
import { code } from '../../../src/render/slack/escape.ts';
import { cut, fitted, fittedLines } from '../../../src/render/slack/limits.ts';

describe('cut', () => {
  it('leaves text alone that fits', () => expect(cut('abcdef', 6)).toBe('abcdef'));
  it('marks what is missing', () => expect(cut('abcdefg', 6)).toBe('abcde…'));
  it('never cuts a character in two', () => expect(cut('ab😀😀', 5)).toBe('ab😀…'));
});

describe('fitted', () => {
  it('cuts before it formats, so that entities and code spans stay whole', () => {
    expect(fitted('a&b&c&d&e', 20, code)).toBe('`a&amp;b&amp;c…`');
  });

  it('uses the room there is', () => {
    expect(fitted('&'.repeat(5_000), 1_000, code).length).toBeGreaterThan(990);
  });
});

describe('fittedLines', () => {
  it('keeps whole lines and counts the rest', () => {
    expect(fittedLines(['one', 'two', 'three', 'four', 'five'], 22)).toBe('one\ntwo\n… and 3 more');
  });

  it('is empty where not even one line fits', () => expect(fittedLines(['x'.repeat(50), 'y'], 20)).toBe(''));
});
