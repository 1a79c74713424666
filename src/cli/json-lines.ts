import type { z } from 'zod';
import { jsonText } from '../render/json-text.ts';
import { linesOf } from './lines.ts';
import { parseProblem } from './parse-problem.ts';
import { readChunks } from './read-input.ts';
import type { Terminal } from './terminal.ts';

/**
 * One JSON object per line in, one per line out, in the same order and with the same id. A line that is not understood gives
 * `{ id, error }` and does not stop the rest; empty lines are passed over. Ends early when nobody reads any more.
 * @throws UsageError when the input cannot be read
 */
export async function answerJsonLines<T>(
  path: string,
  schema: z.ZodType<T>,
  answer: (line: T) => object,
  terminal: Terminal,
): Promise<void> {
  for await (const line of linesOf(readChunks(path, terminal))) {
    if (line.trim() === '') continue;
    const isRead = await terminal.print(`${answerLine(line, schema, answer)}\n`);
    if (!isRead) return;
  }
}

/** The answer to one line, as JSON on one line. Never throws. */
export function answerLine<T>(line: string, schema: z.ZodType<T>, answer: (line: T) => object): string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return jsonText({ id: null, error: 'this line is not JSON: write one JSON object per line' }, 0);
  }
  const id: unknown = (typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : null) ?? null;
  try {
    const parsed = schema.safeParse(value);
    if (!parsed.success) return jsonText({ id, error: parseProblem(parsed.error, 'the line') }, 0);
    return jsonText({ id, ...answer(parsed.data) }, 0);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Nested deeply enough, the id itself is what cannot be printed.
    const name = typeof id === 'object' ? null : id;
    return jsonText({ id: name, error: `this line cannot be answered: ${message}` }, 0);
  }
}
