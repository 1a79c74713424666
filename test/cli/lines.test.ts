import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../src/cli/lines.ts';

const linesIn = (...chunks: readonly string[]) => Array.fromAsync(linesOf(Readable.from(chunks)));

describe('linesOf', () => {
  it.each([
    ['nothing', [], []],
    ['one line without an end', ['a'], ['a']],
    ['one line with an end', ['a\n'], ['a']],
    ['a line in pieces', ['a', 'b', 'c\nd'], ['abc', 'd']],
    ['an end at the edge of a chunk', ['a\n', '\nb', '\n'], ['a', '', 'b']],
    ['separators that end no line in JSON', ['a\u2028b\u2029c\rd\u0085e\n'], ['a\u2028b\u2029c\rd\u0085e']],
  ])('gives %s as it is', async (_what, chunks, lines) => {
    expect(await linesIn(...chunks)).toEqual(lines);
  });

  it('puts a line together however many chunks it comes in', async () => {
    const chunks = Array.from({ length: 300_000 }, () => 'x');
    const [line, ...more] = await Array.fromAsync(linesOf(Readable.from(chunks)));
    expect(line?.length).toBe(300_000);
    expect(more).toEqual([]);
  });
});
