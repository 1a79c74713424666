import { describe, expect, it } from 'vitest';
import { plainSentence, visibleLines, visibleValue } from '../../src/render/visible.ts';

describe('visibleValue', () => {
  it.each([
    ['a line break', 'api\n', 'api\\n'],
    ['spaces at the ends, but not within', '  a b ', '␠␠a b␠'],
    ['a space that does not break', 'a\u00a0b', 'a\\u00a0b'],
    ['zero-width characters', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['a change of direction', 'a\u202eb', 'a\\u202eb'],
    ['terminal escapes', '\u001b[31m\u009b', '\\u001b[31m\\u009b'],
    ['half a character', 'a\ud83d', 'a\\ud83d'],
    ['invisible tags', 'a\u{e0041}', 'a\\udb40\\udc41'],
  ])('shows %s', (_, value, shown) => {
    expect(visibleValue(value)).toBe(shown);
  });

  it('leaves letters of every script and emoji alone', () => {
    expect(visibleValue('Zürich/給与/😀')).toBe('Zürich/給与/😀');
  });
});

describe('visibleLines', () => {
  it('keeps line breaks and tabs and nothing else that is invisible', () => {
    expect(visibleLines('a\n\tb\r\u001b[2J')).toBe('a\n\tb\\r\\u001b[2J');
  });
});

describe('plainSentence', () => {
  it('is one line without anything invisible', () => {
    expect(plainSentence(' a\n\n b\u200b\u0007c ')).toBe('a bc');
  });
});
