import { Queue, Worker } from 'bullmq';
import type { Logger } from 'pino';
import { assembleBackend } from './assemble-backend.ts';
import { openBullQueue } from './bull-queue.ts';
import { startBullWorker, workerOptions } from './bull-worker.ts';
import { logErrorsSparingly } from './error-log.ts';
import type { QueueBackend } from './ports.ts';
import { judgeRedis } from './redis-check.ts';
import { failFast, openRedis, readiness, waitForever } from './redis-connection.ts';
import { redisUrlProblem } from './redis-url.ts';
import { defaultTiming, type QueueTiming } from './timing.ts';

/**
 * The queue on a Redis server, shared by any number of processes. Opening does not wait for Redis: while it is out of reach,
 * `enqueue` fails fast and workers wait.
 *
 * @param options.url `redis://` or, for TLS, `rediss://`
 * @param options.prefix before every key. The braces keep all keys in one slot of a Redis Cluster.
 * @param options.name of the queue
 * @param options.mostWaiting how many questions may wait before no more are taken
 * @throws Error with one sentence for the operator, where `url` is malformed
 */
export async function openRedisBackend(options: {
  readonly url: string;
  readonly prefix?: string;
  readonly name?: string;
  readonly log: Logger;
  readonly timing?: Partial<QueueTiming>;
  readonly mostWaiting?: number | undefined;
}): Promise<QueueBackend> {
  const { url, prefix = '{irsa-doctor}', name = 'questions', log } = options;
  const timing = { ...defaultTiming, ...options.timing };
  const problem = redisUrlProblem(url);
  if (problem !== null) throw new Error(problem);

  const producer = openRedis(url, failFast, log);
  producer.on('ready', () => warnOfEviction(producer.info(), log));
  const bull = new Queue<unknown, unknown, string, unknown, unknown, string>(name, {
    connection: producer,
    prefix,
    // BullMQ asks for the version once and, where that fails midway, never works again; the workers' side checks it.
    skipVersionCheck: true,
    // Nobody reads BullMQ's event stream here.
    streams: { events: { maxLen: 100 } },
  });
  bull.on('error', logErrorsSparingly(log, 'queue-producer-error'));
  const queue = openBullQueue({
    queue: bull,
    dataOf: async (jobId) => {
      const data = await producer.hget(bull.toKey(jobId), 'data');
      return data === null ? undefined : JSON.parse(data);
    },
    whenReady: readiness(producer),
    timing,
    mostWaiting: options.mostWaiting,
  });

  return assembleBackend({
    kind: 'redis',
    queue,
    startWorker: ({ process, onGivenUp, concurrency }) => {
      const connection = openRedis(url, waitForever, log);
      return startBullWorker(
        (processor) =>
          new Worker(name, processor, { ...workerOptions(timing, concurrency), connection, prefix }),
        () => connection.disconnect(),
        { process, onGivenUp, timing, log },
      );
    },
    release: async () => producer.disconnect(),
  });
}

async function warnOfEviction(info: Promise<string>, log: Logger): Promise<void> {
  const check = judgeRedis(await info.catch(() => ''));
  if (check.kind === 'evicts')
    log.warn({ event: 'redis-evicts', policy: check.policy, wanted: 'noeviction' });
}
