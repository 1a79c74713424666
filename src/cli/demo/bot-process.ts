import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** How many log lines are kept to show when the bot ends by itself. */
const KEPT_LINES = 20;
const STOP_LIMIT_MS = 25_000;

/** A log line of the bot: an event with fields. */
export interface BotEvent {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** The bot as it ships, in a process of its own. */
export interface BotProcess {
  /** Everything that it logged so far. Grows. */
  readonly events: readonly BotEvent[];
  /** The exit of the process, once it has ended; null while it runs. */
  exit(): string | null;
  close(): Promise<void>;
}

/** Starts `irsa-doctor start` with this environment and nothing else. */
export function startBotProcess(env: Readonly<Record<string, string>>): BotProcess {
  const program = process.argv[1] ?? '';
  const child = spawn(process.execPath, [program, 'start'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const events: BotEvent[] = [];
  const lines: string[] = [];
  let ended: string | null = null;

  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
    const event = parseEvent(line);
    if (event !== null) events.push(event);
  });
  child.on('exit', (code, signal) => {
    ended = `The bot ended by itself (${signal ?? `status ${code}`}):\n${lines.join('\n')}`;
  });
  child.on('error', (error) => {
    ended = `The bot could not be started: ${error.message}`;
  });
  return { events, exit: () => ended, close: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  child.kill('SIGTERM');
  await once(child, 'exit');
  clearTimeout(timer);
}

function parseEvent(line: string): BotEvent | null {
  try {
    const value: unknown = JSON.parse(line);
    return isEvent(value) ? value : null;
  } catch {
    return null;
  }
}

function isEvent(value: unknown): value is BotEvent {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'event') === 'string';
}
