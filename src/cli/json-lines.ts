import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import type { Terminal } from './terminal.ts';

/**
 * One JSON object per line in, one per line out, in the same order and with the same id. A line that is not understood gives
 * `{ id, error }` and does not stop the rest; empty lines are passed over.
 */
export async function answerJsonLines<T extends { readonly id: unknown }>(
  path: string,
  schema: z.ZodType<T>,
  answer: (line: T) => object,
  terminal: Terminal,
): Promise<void> {
  const input = path === '-' ? process.stdin : createReadStream(path, 'utf8');
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    await terminal.print(`${JSON.stringify(answerLine(line, schema, answer))}\n`);
  }
}

export function answerLine<T extends { readonly id: unknown }>(
  line: string,
  schema: z.ZodType<T>,
  answer: (line: T) => object,
): object {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { id: null, error: 'this line is not JSON: write one JSON object per line' };
  }
  const id = idOf(value);
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { id, error: `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'not understood'}` };
  }
  try {
    return { id, ...answer(parsed.data) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

function idOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, 'id') ?? null) : null;
}
