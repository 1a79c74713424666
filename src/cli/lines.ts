/**
 * The lines of a text that comes in chunks, without their line feeds. Only a line feed ends a line: JSON may hold the other separators that
 * `node:readline` splits at (U+2028, U+2029) as they are. A line of many chunks is put together once, so that its length costs no more than itself.
 */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let pieces: string[] = [];
  for await (const chunk of chunks) {
    const [end = '', ...starts] = chunk.split('\n');
    pieces.push(end);
    for (const start of starts) {
      yield pieces.join('');
      pieces = [start];
    }
  }
  const last = pieces.join('');
  if (last !== '') yield last;
}
