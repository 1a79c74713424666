import type { QuestionQueue, QuestionWorker, QueueBackend } from './ports.ts';

/**
 * Puts the parts of a backend together and closes them in reverse order of their opening.
 *
 * @param parts.release closes what lies under queue and workers
 */
export function assembleBackend(parts: {
  readonly kind: QueueBackend['kind'];
  readonly queue: QuestionQueue;
  readonly startWorker: (options: Parameters<QueueBackend['startWorker']>[0]) => QuestionWorker;
  readonly release: () => Promise<void>;
}): QueueBackend {
  const workers: QuestionWorker[] = [];
  let closed: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    try {
      for (const worker of workers.toReversed()) await worker.close();
      await parts.queue.close();
    } finally {
      await parts.release();
    }
  }

  return {
    kind: parts.kind,
    queue: parts.queue,
    startWorker: async (options) => {
      if (closed) throw new Error('The queue is closed already.');
      const worker = parts.startWorker(options);
      workers.push(worker);
      return worker;
    },
    close: () => {
      closed ??= closeAll();
      return closed;
    },
  };
}
