import type { LockOwner } from './lock-owner.ts';

/** Another process holds the directory. */
export class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError';

  constructor(directory: string, owner: LockOwner | null) {
    const who = owner ? `process ${owner.pid} on ${owner.host}, since ${owner.since}` : 'another process';
    super(
      `The queue in ${directory} is in use by ${who}. Without Redis only one process can use a queue: ` +
        'stop the other one, set IRSA_DOCTOR_DATA_DIR to another directory, or set REDIS_URL to run several.',
    );
  }
}
