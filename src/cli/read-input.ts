import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { UsageError } from './usage-error.ts';

/** The whole of a file, or of stdin for `-`. @throws UsageError when it cannot be read. */
export async function readInput(path: string): Promise<string> {
  try {
    return path === '-' ? await text(process.stdin) : await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(
      `${path} cannot be read (${reason}): name a file that is there, or - for standard input.`,
    );
  }
}
