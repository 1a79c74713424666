import { once } from 'node:events';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { jobIdOf } from '../../src/queue/job-id.ts';
import { type LocalRedis, startLocalRedis } from '../../src/queue/local-redis.ts';
import type { QueueBackend } from '../../src/queue/ports.ts';
import { QueueUnavailableError } from '../../src/queue/queue-unavailable-error.ts';
import { openRedisBackend } from '../../src/queue/redis-backend.ts';
import { checkRedis } from '../../src/queue/redis-check.ts';
import { StepAside } from '../../src/queue/step-aside.ts';
import { describeWithRedis, describeWithRedisServer, dropPrefix, uniquePrefix } from '../redis.ts';
import { queueContract, type Store } from './contract.ts';
import { eventually } from './eventually.ts';
import { diagnosis, question, silent } from './question.ts';
import { turnsContract } from './turns-contract.ts';

describeWithRedis('the queue on Redis', (url) => {
  const newStore = async (): Promise<Store> => {
    const prefix = uniquePrefix();
    return {
      place: { kind: 'redis', url, prefix },
      open: (timing, mostWaiting) => openRedisBackend({ url, prefix, log: silent, timing, mostWaiting }),
      drop: () => dropPrefix(url, prefix),
    };
  };
  queueContract(newStore);
  turnsContract(newStore);

  it('tells a duplicate between processes', async () => {
    const prefix = uniquePrefix();
    const [one, other] = await Promise.all([
      openRedisBackend({ url, prefix, log: silent }),
      openRedisBackend({ url, prefix, log: silent }),
    ]);
    const outcomes = await Promise.all([
      one.queue.enqueue('a', question()),
      other.queue.enqueue('a', question()),
    ]);
    expect(outcomes.toSorted()).toEqual(['added', 'duplicate']);
    await one.close();
    await other.close();
    await dropPrefix(url, prefix);
  });

  it('drops a job that it does not understand, and goes on', async () => {
    const prefix = uniquePrefix();
    const backend = await openRedisBackend({ url, prefix, log: silent });
    const stranger = new Queue('questions', { connection: { url }, prefix });
    await stranger.add('question', { from: 'an older version' }, { jobId: jobIdOf('old'), attempts: 5 });
    const givenUp: string[] = [];
    await backend.startWorker({
      process: async () => ({ diagnosis }),
      onGivenUp: async (id) => void givenUp.push(id),
      concurrency: 1,
    });
    await backend.queue.enqueue('a', question());
    await eventually(async () => (await backend.queue.find('a'))?.result);
    expect(await backend.queue.depth()).toBe(0);
    expect(await backend.queue.find('old')).toBeNull();
    expect(givenUp).toEqual([]);
    await stranger.close();
    await backend.close();
    await dropPrefix(url, prefix);
  });

  it('tells a processor that its question has become another worker’s', async () => {
    const prefix = uniquePrefix();
    const backend = await openRedisBackend({
      url,
      prefix,
      log: silent,
      timing: { lockMs: 400, stalledCheckMs: 60_000 },
    });
    const redis = new Redis(url);
    const reasons: unknown[] = [];
    const givenUp: string[] = [];
    await backend.startWorker({
      process: async ({ id, signal }) => {
        await redis.del(`${prefix}:questions:${jobIdOf(id)}:lock`);
        await once(signal, 'abort');
        reasons.push(signal.reason);
        throw new Error('stopped');
      },
      onGivenUp: async (id) => void givenUp.push(id),
      concurrency: 1,
    });
    await backend.queue.enqueue('a', question());
    await eventually(() => reasons[0]);
    expect(reasons).toEqual(['lost']);
    await backend.close();
    expect(givenUp).toEqual([]);
    redis.disconnect();
    await dropPrefix(url, prefix);
  });

  it('lets no processor confirm a claim that is another worker’s by now', async () => {
    const prefix = uniquePrefix();
    const backend = await openRedisBackend({ url, prefix, log: silent, timing: { stalledCheckMs: 300 } });
    const redis = new Redis(url);
    const outcomes: string[] = [];
    await backend.startWorker({
      process: async ({ id, number, confirm }) => {
        if (number === 1)
          await redis.set(`${prefix}:questions:${jobIdOf(id)}:lock`, 'another worker', 'PX', 100);
        await confirm().then(
          () => outcomes.push('confirmed'),
          (error) => {
            outcomes.push('refused');
            throw error;
          },
        );
        return { diagnosis };
      },
      onGivenUp: async (id) => void outcomes.push(`given up ${id}`),
      concurrency: 1,
    });
    await backend.queue.enqueue('a', question());
    await eventually(async () => (await backend.queue.find('a'))?.result);
    expect(outcomes).toEqual(['refused', 'confirmed']);
    await backend.close();
    redis.disconnect();
    await dropPrefix(url, prefix);
  });

  it('lets no processor step aside with a question that is another worker’s by now', async () => {
    const prefix = uniquePrefix();
    const backend = await openRedisBackend({ url, prefix, log: silent, timing: { stalledCheckMs: 300 } });
    const redis = new Redis(url);
    const numbers: number[] = [];
    await backend.startWorker({
      process: async ({ id, number }) => {
        numbers.push(number);
        if (numbers.length > 1) return { diagnosis };
        await redis.set(`${prefix}:questions:${jobIdOf(id)}:lock`, 'another worker', 'PX', 100);
        throw new StepAside('cluster', 60_000);
      },
      onGivenUp: async () => undefined,
      concurrency: 1,
    });
    await backend.queue.enqueue('a', question());
    await eventually(async () => (await backend.queue.find('a'))?.result);
    // What the first attempt left behind is not its to say.
    expect(numbers).toEqual([1, 2]);
    await backend.close();
    redis.disconnect();
    await dropPrefix(url, prefix);
  });
});

describe('the address of a Redis', () => {
  it.each([
    ['localhost:6379', 'not a Redis scheme'],
    ['http://localhost:6379', 'not a Redis scheme'],
    ['not a url', 'not a URL'],
    ['redis://', 'names no host'],
    ['redis://host/zero', 'database number'],
  ])('%s is refused', async (url, why) => {
    await expect(openRedisBackend({ url, log: silent })).rejects.toThrow(why);
  });

  it('is not repeated when it is refused', async () => {
    await expect(openRedisBackend({ url: 'http://:secret@h', log: silent })).rejects.toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') }),
    );
  });
});

describeWithRedisServer('the queue on a Redis that comes and goes', (program) => {
  let redis: LocalRedis | undefined;
  let backend: QueueBackend | undefined;

  afterEach(async () => {
    await backend?.close();
    await redis?.close();
  });

  const openOn = async (url: string) => {
    backend = await openRedisBackend({ url, log: silent });
    return backend;
  };
  const answerAll = (on: QueueBackend) =>
    on.startWorker({
      process: async () => ({ diagnosis }),
      onGivenUp: async () => undefined,
      concurrency: 1,
    });
  const failsFast = async (on: QueueBackend) => {
    const askedAt = performance.now();
    await expect(on.queue.enqueue('lost', question())).rejects.toBeInstanceOf(QueueUnavailableError);
    expect(performance.now() - askedAt).toBeLessThan(2_000);
  };

  it('says so fast while Redis was never there, and works once it is', async () => {
    redis = await startLocalRedis(program);
    const { port, url } = redis;
    await redis.close();
    const on = await openOn(url);
    await answerAll(on);
    await failsFast(on);
    redis = await startLocalRedis(program, port);
    await eventually(() => on.queue.enqueue('a', question()).catch(() => null));
    await eventually(async () => (await on.queue.find('a'))?.result);
    expect(await on.queue.find('lost')).toBeNull();
  });

  it('says so fast while Redis is gone, and goes on when it is back', async () => {
    redis = await startLocalRedis(program);
    const { port, url } = redis;
    const on = await openOn(url);
    await answerAll(on);
    await on.queue.enqueue('a', question());
    await eventually(async () => (await on.queue.find('a'))?.result);
    await redis.close();
    await failsFast(on);
    await expect(on.queue.depth()).rejects.toBeInstanceOf(QueueUnavailableError);
    redis = await startLocalRedis(program, port);
    await eventually(() => on.queue.enqueue('b', question()).catch(() => null));
    await eventually(async () => (await on.queue.find('b'))?.result);
  });

  it('says so fast while Redis hangs', async () => {
    redis = await startLocalRedis(program);
    const on = await openOn(redis.url);
    await on.queue.enqueue('a', question());
    process.kill(redis.pid, 'SIGSTOP');
    try {
      await failsFast(on);
    } finally {
      process.kill(redis.pid, 'SIGCONT');
    }
    expect(await on.queue.depth()).toBeGreaterThan(0);
  });

  it('closes while Redis is gone', async () => {
    redis = await startLocalRedis(program);
    const on = await openOn(redis.url);
    const worker = await answerAll(on);
    await on.queue.enqueue('a', question());
    await eventually(async () => (await on.queue.find('a'))?.result);
    await redis.close();
    const closedAt = performance.now();
    await worker.close(100);
    await on.close();
    expect(performance.now() - closedAt).toBeLessThan(8_000);
  });

  it('closes when Redis was never there', async () => {
    redis = await startLocalRedis(program);
    const { url } = redis;
    await redis.close();
    const on = await openOn(url);
    const worker = await answerAll(on);
    const closedAt = performance.now();
    await worker.close(100);
    await on.close();
    expect(performance.now() - closedAt).toBeLessThan(8_000);
  });

  it('is checked for a policy that throws questions away', async () => {
    redis = await startLocalRedis(program);
    const { url } = redis;
    expect(await checkRedis(url)).toMatchObject({ kind: 'good', version: expect.stringMatching(/^\d+\./) });
    const client = new Redis(url);
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    client.disconnect();
    expect(await checkRedis(url)).toMatchObject({ kind: 'evicts', policy: 'allkeys-lru' });
    await redis.close();
    expect(await checkRedis(url)).toMatchObject({
      kind: 'unreachable',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
