import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmbeddedBackend } from '../../src/queue/embedded-backend.ts';
import { openRedisBackend } from '../../src/queue/redis-backend.ts';
import type { QueueTiming } from '../../src/queue/timing.ts';
import { diagnosis, question, silent } from './question.ts';

/** What a child process is told on its standard input. */
export interface ChildOrders {
  readonly store:
    | { readonly kind: 'redis'; readonly url: string; readonly prefix: string }
    | { readonly kind: 'embedded'; readonly directory: string };
  readonly timing: Partial<QueueTiming>;
  /**
   * `hang`: say "running" over a question and never end. `answer`: store a question, answer it, close, and end by itself. `store`: store
   * one question after the other and say the id of each once it is stored.
   */
  readonly task: 'hang' | 'answer' | 'store';
}

const { store, timing, task }: ChildOrders = JSON.parse(await text(process.stdin));
const backend = await (store.kind === 'redis'
  ? openRedisBackend({ ...store, log: silent, timing })
  : openEmbeddedBackend({ ...store, log: silent, timing }));
const answered = Promise.withResolvers<void>();

for (let n = 1; task === 'store'; n += 1) {
  await backend.queue.enqueue(`stored-${n}`, question());
  process.stdout.write(`stored-${n}\n`);
}

await backend.startWorker({
  concurrency: 1,
  onGivenUp: async () => undefined,
  process: async () => {
    process.stdout.write('running\n');
    if (task === 'hang') await sleep(60_000);
    answered.resolve();
    return { diagnosis };
  },
});

if (task === 'answer') {
  await backend.queue.enqueue('of-the-child', question());
  await answered.promise;
  await backend.close();
  process.stdout.write('closed\n');
}
