import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { DirectoryInUseError } from './directory-in-use-error.ts';
import { lockDirectory } from './directory-lock.ts';
import { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded-database.ts';

/**
 * Opens the database in the folder `queue` of `directory`, for this process alone. A database that does not open is set aside, under
 * another name, and an empty one takes its place; if that does not open either, the fault is not in the database, and it is put back.
 *
 * @throws DirectoryInUseError, or an error that says why no database can be kept there and what to do
 */
export async function openDirectory(directory: string, log: Logger): Promise<EmbeddedDatabase> {
  const parent = resolve(directory);
  try {
    return await lockAndOpen(parent, log);
  } catch (cause) {
    if (cause instanceof DirectoryInUseError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The queue cannot be kept in ${parent} (${reason}). Let this user write there and make room, ` +
        'set IRSA_DOCTOR_DATA_DIR to another directory, or set REDIS_URL.',
      { cause },
    );
  }
}

async function lockAndOpen(parent: string, log: Logger): Promise<EmbeddedDatabase> {
  const folder = join(parent, 'queue');
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  let database: EmbeddedDatabase | undefined;
  const lock = lockDirectory(folder, () => {
    const lost = new Error(`Another process has taken over ${folder}.`);
    log.fatal({ event: 'queue-directory-lost', err: lost });
    database?.pool.end(lost);
  });
  try {
    const opened = await openOrStartAfresh(folder, log);
    database = opened;
    return {
      pool: opened.pool,
      close: () => opened.close().finally(() => lock.release()),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openOrStartAfresh(folder: string, log: Logger): Promise<EmbeddedDatabase> {
  const isNew = !existsSync(folder);
  try {
    return await openFolder(folder);
  } catch (err) {
    if (isNew) {
      rmSync(folder, { recursive: true, force: true });
      throw err;
    }
    const aside = `${folder}.broken-${new Date().toISOString().replaceAll(':', '')}`;
    renameSync(folder, aside);
    try {
      const fresh = await openFolder(folder);
      log.error({ event: 'queue-database-set-aside', err, folder, aside });
      return fresh;
    } catch {
      rmSync(folder, { recursive: true, force: true });
      renameSync(aside, folder);
      throw err;
    }
  }
}

/** The database's files are made readable for everybody; the folder keeps everybody out. */
async function openFolder(folder: string): Promise<EmbeddedDatabase> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return openEmbeddedDatabase(folder);
}
