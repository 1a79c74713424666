import { createReadStream } from 'node:fs';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const LONGEST_SHOWN = 60;
const BYTE_ORDER_MARK = /^\uFEFF/;

/** The whole of a file, or of stdin for `-`, without a byte order mark. @throws UsageError when it cannot be read. */
export async function readInput(path: string, terminal: Terminal): Promise<string> {
  return (await Array.fromAsync(readChunks(path, terminal))).join('');
}

/** The same piece by piece, for input that is worked on while it comes. @throws UsageError when it cannot be read. */
export async function* readChunks(path: string, terminal: Terminal): AsyncGenerator<string> {
  let isFirst = true;
  try {
    for await (const chunk of open(path, terminal)) {
      const text = String(chunk);
      yield isFirst ? text.replace(BYTE_ORDER_MARK, '') : text;
      isFirst = false;
    }
  } catch (error) {
    throw new UsageError(complaint(path, error));
  }
}

function open(path: string, terminal: Terminal): NodeJS.ReadableStream {
  if (path !== '-') return createReadStream(path, 'utf8');
  if (process.stdin.isTTY === true) terminal.say('Paste the text, then press Enter and Ctrl-D.');
  return process.stdin.setEncoding('utf8');
}

function complaint(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  if (path === '-') return `Standard input cannot be read (${code}): pipe the text in, or name a file.`;
  const line = path.replace(/\s+/g, ' ');
  const shown = line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line;
  // Many give the text itself, because in Slack that is right.
  return code === 'ENOENT' || code === 'ENAMETOOLONG'
    ? `There is no file "${shown}": name a file that holds the text, or pipe the text into standard input.`
    : `"${shown}" cannot be read (${code}): name a file that holds the text, or - for standard input.`;
}
