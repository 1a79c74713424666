import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const PROGRAM = join(import.meta.dirname, '../../src/main.ts');
const KEPT_LINES = 30;

/** A line of the service's log. */
export interface LogEvent {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** How one life of a process ended. */
export interface Exit {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Whether the suite ended it. */
  readonly isMeant: boolean;
  readonly lastWords: readonly string[];
}

/** `irsa-doctor SIDE` in a process, which is started again whenever it ends, as a supervisor does. */
export interface ServiceProcess {
  readonly side: 'start' | 'bot' | 'worker';
  readonly events: readonly LogEvent[];
  readonly exits: readonly Exit[];
  /** Every process id it has had. */
  readonly pids: readonly number[];
  /** Resolves when it says that it has started, in its present life or the next. */
  running(): Promise<LogEvent>;
  /** SIGKILL. It comes back by itself. */
  kill(): void;
  /** SIGTERM, and no coming back. Resolves with how it ended and after how many milliseconds; one that does not end within `limitMs` is killed. */
  stop(limitMs?: number): Promise<Exit & { readonly tookMs: number }>;
}

export function superviseService(
  side: ServiceProcess['side'],
  env: Readonly<Record<string, string>>,
  {
    onStarted = () => {},
    onEnded = () => {},
    restartAfterMs = () => 200,
  }: {
    readonly onStarted?: (event: LogEvent) => void;
    readonly onEnded?: () => void;
    readonly restartAfterMs?: () => number;
  } = {},
): ServiceProcess {
  const events: LogEvent[] = [];
  const exits: Exit[] = [];
  const pids: number[] = [];
  let child: ChildProcess | null = null;
  let isMeant = false;
  let isStopped = false;
  let arrival = Promise.withResolvers<LogEvent>();

  const spawnOne = (): void => {
    const lastWords: string[] = [];
    const one = spawn(process.execPath, [PROGRAM, side], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    child = one;
    isMeant = false;
    if (one.pid !== undefined) pids.push(one.pid);
    createInterface(one.stderr).on('line', (line) => {
      lastWords.push(line);
      if (lastWords.length > KEPT_LINES) lastWords.shift();
      const event = eventOf(line);
      if (event === null) return;
      events.push(event);
      if (event.event !== 'started' || child !== one) return;
      onStarted(event);
      arrival.resolve(event);
    });
    one.on('exit', async (status, signal) => {
      exits.push({ status, signal, isMeant, lastWords });
      child = null;
      onEnded();
      arrival = Promise.withResolvers();
      await pause(restartAfterMs());
      if (!isStopped) spawnOne();
    });
  };

  spawnOne();
  return {
    side,
    events,
    exits,
    pids,
    running: () => arrival.promise,
    kill: () => {
      isMeant = true;
      child?.kill('SIGKILL');
    },
    stop: async (limitMs = 30_000) => {
      isStopped = true;
      const askedAt = performance.now();
      const one = child;
      if (one !== null) {
        isMeant = true;
        const timer = setTimeout(() => one.kill('SIGKILL'), limitMs);
        one.kill('SIGTERM');
        await once(one, 'exit');
        clearTimeout(timer);
      }
      const exit = exits.at(-1) ?? { status: null, signal: null, isMeant: true, lastWords: [] };
      return { ...exit, tookMs: Math.round(performance.now() - askedAt) };
    },
  };
}

function eventOf(line: string): LogEvent | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'event' in value && typeof value.event === 'string'
      ? { ...value, event: value.event }
      : null;
  } catch {
    return null;
  }
}
