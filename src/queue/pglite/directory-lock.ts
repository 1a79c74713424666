import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { DirectoryInUseError } from './directory-in-use-error.ts';
import { describeThisProcess, isRunning, type LockOwner, parseLockOwner } from './lock-owner.ts';

const heartbeatMs = 5_000;
/** An owner that cannot be looked at, because it is in another container, is taken for dead after so long without a heartbeat. */
const staleMs = 30_000;

export interface DirectoryLock {
  /** May be called twice. */
  release(): void;
}

/**
 * Makes sure that one process at a time uses `directory`, by a file beside it with `.lock` after its name. A lock that a dead process
 * has left is taken over at once. The calls are synchronous so that nothing of this process comes between them.
 *
 * @param onLost hears that somebody else has taken the lock away, as they may if this process was frozen for long
 * @throws DirectoryInUseError
 */
export function lockDirectory(directory: string, onLost: () => void): DirectoryLock {
  const file = `${directory}.lock`;
  const me = describeThisProcess(randomUUID());
  while (!tryToCreate(file, me)) clearIfStale(directory, file, me.token);

  const isMine = () => readLock(file)?.owner?.token === me.token;
  const heartbeat = setInterval(() => {
    if (isMine()) {
      beat(file);
    } else {
      clearInterval(heartbeat);
      onLost();
    }
  }, heartbeatMs);
  heartbeat.unref();

  return {
    release: () => {
      clearInterval(heartbeat);
      if (isMine()) rmSync(file, { force: true });
    },
  };
}

/** A beat that fails is not missed: if the file has just gone, the next one finds out. */
function beat(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    return;
  }
}

function tryToCreate(file: string, owner: LockOwner): boolean {
  try {
    writeFileSync(file, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a lock whose owner is dead. Of several that find the same dead owner only one can move the file away, and if what it moved is
 * not what it had read, then somebody was faster: their lock is put back.
 */
function clearIfStale(directory: string, file: string, token: string): void {
  const found = readLock(file);
  if (found === null) return;
  if (isAlive(found)) throw new DirectoryInUseError(directory, found.owner);
  const aside = `${file}.${token}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  try {
    if (readFileSync(aside, 'utf8') === found.text) return;
    linkSync(aside, file);
    throw new DirectoryInUseError(directory, readLock(file)?.owner ?? null);
  } finally {
    rmSync(aside, { force: true });
  }
}

interface FoundLock {
  readonly text: string;
  readonly owner: LockOwner | null;
  readonly ageMs: number;
}

/** Null where there is no lock file (any more). */
function readLock(file: string): FoundLock | null {
  try {
    const text = readFileSync(file, 'utf8');
    return { text, owner: parseLockOwner(text), ageMs: Date.now() - statSync(file).mtimeMs };
  } catch {
    return null;
  }
}

function isAlive({ owner, ageMs }: FoundLock): boolean {
  return (owner && isRunning(owner)) ?? ageMs < staleMs;
}
