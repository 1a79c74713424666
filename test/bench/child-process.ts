import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const START_MS = 60_000;
const STOP_MS = 30_000;

/** A program in a process of its own. It ends with this one at the latest. */
export interface RunningChild {
  readonly pid: number;
  readonly logFile: string;
  /** What it said of itself once it was up. */
  readonly started: Readonly<Record<string, unknown>>;
  /** Ends it gracefully. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts `node ARGS…` and waits for the first line of JSON in its output that `isStarted` takes. What it prints goes to a file, as with a service
 * whose log a supervisor keeps, so that reading it costs no time while it is measured. With BENCH_PROFILE set to a folder, each process leaves
 * a CPU profile there.
 */
export async function startChild(
  args: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string>>;
    /** Node's own options. */
    readonly nodeOptions?: readonly string[];
    readonly logFile: string;
    readonly isStarted: (line: Readonly<Record<string, unknown>>) => boolean;
  },
): Promise<RunningChild> {
  const log = openSync(options.logFile, 'a');
  const { BENCH_PROFILE: profiles } = process.env;
  const profiling = profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [];
  const child = spawn(process.execPath, [...profiling, ...(options.nodeOptions ?? []), ...args], {
    env: options.env ?? { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const exited = once(child, 'exit').finally(() => process.off('exit', kill));
  let stopping: Promise<void> | null = null;
  const started = await firstLine(child, options).catch(async (error: unknown) => {
    kill();
    await exited;
    throw error;
  });
  return {
    pid: child.pid ?? 0,
    logFile: options.logFile,
    started,
    stop: () => {
      stopping ??= stop(child, exited);
      return stopping;
    },
  };
}

async function firstLine(
  child: ChildProcess,
  { logFile, isStarted }: Parameters<typeof startChild>[1],
): Promise<Readonly<Record<string, unknown>>> {
  const until = performance.now() + START_MS;
  while (performance.now() < until) {
    const lines = readFileSync(logFile, 'utf8').split('\n').slice(0, -1);
    const found = lines.map(asRecord).find((line) => line !== null && isStarted(line));
    if (found) return found;
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`A process ended while it started:\n${lines.join('\n')}`);
    await pause(5);
  }
  throw new Error('A process did not start in time.');
}

async function stop(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  child.kill('SIGTERM');
  await exited;
  clearTimeout(timer);
}

function asRecord(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
