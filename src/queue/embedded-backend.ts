import { createPostgresBackend, Queue, Worker } from 'bullmq';
import type { Logger } from 'pino';
import { assembleBackend } from './assemble-backend.ts';
import { openBullQueue } from './bull-queue.ts';
import { startBullWorker, workerOptions } from './bull-worker.ts';
import { logErrorsSparingly } from './error-log.ts';
import { openEmbeddedDatabase } from './pglite/embedded-database.ts';
import { startMaintenance } from './pglite/maintenance.ts';
import { openDirectory } from './pglite/open-directory.ts';
import type { QueueBackend } from './ports.ts';
import { defaultTiming, type QueueTiming } from './timing.ts';

const name = 'questions';

/** The database shares the event loop with everything else, so it may be a while before it gets to run. */
const embeddedTiming: QueueTiming = { ...defaultTiming, reachMs: 2_500 };

/**
 * The queue on a PostgreSQL inside this process: no server needed, one process only. Questions survive the death of the process, but a
 * power cut may cost them, for the database does not wait for the disk.
 *
 * @param options.mostWaiting how many questions may wait before no more are taken
 * @param options.directory holds the database in a folder `queue`; null keeps everything in memory
 * @throws DirectoryInUseError where another process has the directory
 */
export async function openEmbeddedBackend(options: {
  readonly directory: string | null;
  readonly log: Logger;
  readonly timing?: Partial<QueueTiming>;
  readonly mostWaiting?: number | undefined;
}): Promise<QueueBackend> {
  const { directory, log } = options;
  const timing = { ...embeddedTiming, ...options.timing };
  const database = await (directory === null ? openEmbeddedDatabase(null) : openDirectory(directory, log));
  const { pool } = database;
  pool.on('error', (err) => log.fatal({ event: 'queue-database-broken', err }));
  const maintenance = startMaintenance(pool, logErrorsSparingly(log, 'queue-maintenance-error'));

  const bull = new Queue<unknown, unknown, string, unknown, unknown, string, BullBackend, BullConnection>(
    name,
    { connection: pool, streams: { events: { maxLen: 100 } } },
    createPostgresBackend,
  );
  bull.on('error', logErrorsSparingly(log, 'queue-producer-error'));

  return assembleBackend({
    kind: 'embedded',
    queue: openBullQueue({
      queue: bull,
      dataOf: async (jobId) => (await bull.getJob(jobId))?.data,
      whenReady: async () => undefined,
      timing,
      mostWaiting: options.mostWaiting,
    }),
    startWorker: ({ process, onGivenUp, concurrency }) =>
      startBullWorker(
        (processor) =>
          new Worker(
            name,
            processor,
            { ...workerOptions(timing, concurrency), connection: pool },
            createPostgresBackend,
          ),
        () => undefined,
        { process, onGivenUp, timing, log },
      ),
    release: async () => {
      await maintenance.stop();
      await database.close();
    },
  });
}

type BullBackend = ReturnType<typeof createPostgresBackend>;
type BullConnection = Parameters<typeof createPostgresBackend>[1]['connection'];
