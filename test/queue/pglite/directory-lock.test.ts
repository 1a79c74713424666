import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DirectoryInUseError } from '../../../src/queue/pglite/directory-in-use-error.ts';
import { lockDirectory } from '../../../src/queue/pglite/directory-lock.ts';
import { describeThisProcess } from '../../../src/queue/pglite/lock-owner.ts';

let root: string;
let directory: string;
let file: string;
const notLost = () => expect.fail('the lock was lost');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'irsa-lock-'));
  directory = join(root, 'queue');
  file = `${directory}.lock`;
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(root, { recursive: true, force: true });
});

function leaveLock(text: string, ageMs: number): void {
  writeFileSync(file, text);
  const then = new Date(Date.now() - ageMs);
  utimesSync(file, then, then);
}

const me = describeThisProcess('another-token');
const fresh = 1_000;
const stale = 60_000;

describe('the lock of a directory', () => {
  it('is one process’s until it is released', () => {
    const lock = lockDirectory(directory, notLost);
    expect(() => lockDirectory(directory, notLost)).toThrow(DirectoryInUseError);
    lock.release();
    lock.release();
    lockDirectory(directory, notLost).release();
  });

  it.each([
    ['a process that runs, however long ago it was heard of', JSON.stringify(me), stale],
    ['a process elsewhere that was heard of', JSON.stringify({ ...me, place: 'other' }), fresh],
    ['somebody who is just writing it', '', fresh],
  ])('is respected when it is of %s', (_, text, age) => {
    leaveLock(text, age);
    expect(() => lockDirectory(directory, notLost)).toThrow(DirectoryInUseError);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it.each([
    // Linux gives out no process ids beyond 2^22.
    ['a process that is gone', JSON.stringify({ ...me, pid: 2 ** 22 + 1 }), fresh],
    ['an earlier process of the same id', JSON.stringify({ ...me, start: '1' }), fresh],
    ['a process elsewhere that was not heard of for long', JSON.stringify({ ...me, place: 'other' }), stale],
    ['nobody who could be read', 'rubbish', stale],
  ])('is taken over when it is of %s', (_, text, age) => {
    leaveLock(text, age);
    const lock = lockDirectory(directory, notLost);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
    lock.release();
  });

  it('is known to be lost when somebody has taken it away, and is theirs then', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const onLost = vi.fn();
    const lock = lockDirectory(directory, onLost);
    vi.advanceTimersByTime(60_000);
    expect(onLost).not.toHaveBeenCalled();
    const theirs = JSON.stringify({ ...me, place: 'other' });
    writeFileSync(file, theirs);
    vi.advanceTimersByTime(60_000);
    expect(onLost).toHaveBeenCalledTimes(1);
    lock.release();
    expect(readFileSync(file, 'utf8')).toBe(theirs);
  });
});
