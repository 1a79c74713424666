import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

const lockOwner = z.object({
  token: z.string(),
  pid: z.number(),
  since: z.string(),
  host: z.string(),
  /** When the process started, in the kernel's own count; null where the system does not tell. Tells a process from a later one of the same id. */
  start: z.string().nullable(),
  /** Within which system and container the process id means anything. */
  place: z.string(),
});

/** Who holds a directory, as written in its lock file. */
export type LockOwner = z.infer<typeof lockOwner>;

/** Null where the text is not a lock file's, for one because it is just being written. */
export function parseLockOwner(text: string): LockOwner | null {
  try {
    return lockOwner.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export function describeThisProcess(token: string): LockOwner {
  return {
    token,
    pid: process.pid,
    since: new Date().toISOString(),
    host: hostname(),
    start: processStart(process.pid),
    place: thisPlace(),
  };
}

/** Whether the owner's process runs: a firm answer for processes of this very system and container, null for others. */
export function isRunning(owner: LockOwner): boolean | null {
  if (owner.place !== thisPlace()) return null;
  if (!hasProcess(owner.pid)) return false;
  const start = processStart(owner.pid);
  if (start === null || owner.start === null) return null;
  return start === owner.start;
}

function thisPlace(): string {
  const boot = tryTo(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const container = tryTo(() => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot, container].join(' ');
}

/** Field 22 of proc(5)'s stat. The second field holds the program's name, in parentheses, with whatever characters it has. */
function processStart(pid: number): string | null {
  const stat = tryTo(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/** Signal 0 only asks. It is refused for a process of somebody else, which then exists. */
function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function tryTo<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
