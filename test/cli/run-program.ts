import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export const MAIN = join(import.meta.dirname, '../../src/main.ts');
/** Far above what any command takes, and below what a test may take, so that nothing outlives its test. */
const LIMIT_MS = 18_000;

export interface RunOptions {
  /** The whole environment beside PATH: nothing of the machine's own gets in. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** What standard input holds; it is empty without it. */
  readonly stdin?: string | Uint8Array;
  readonly program?: string;
  readonly node?: string;
  /** Milliseconds after which it is killed. */
  readonly limitMs?: number;
}

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the program as a shell would. */
export function startProgram(args: readonly string[], options: Omit<RunOptions, 'stdin'>): ChildProcess {
  const { env = {}, cwd, program = MAIN, node = process.execPath, limitMs = LIMIT_MS } = options;
  return spawn(node, [program, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
    stdio: 'pipe',
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
}

/** Runs the program to its end. */
export async function runProgram(args: readonly string[], options: RunOptions): Promise<Ran> {
  return ended(startProgram(args, options), options.stdin ?? '');
}

/** Gives a process its input and waits until it has ended. */
export async function ended(child: ChildProcess, stdin: string | Uint8Array = ''): Promise<Ran> {
  const { stdin: input, stdout: output, stderr: complaints } = child;
  if (input === null || output === null || complaints === null) throw new Error('start it with pipes');
  // A program that has had enough closes its input, which is its right.
  input.on('error', () => {});
  input.end(stdin);
  const exited = once(child, 'exit');
  const [stdout, stderr] = await Promise.all([text(output), text(complaints)]);
  await exited;
  return { status: child.exitCode, stdout, stderr };
}
