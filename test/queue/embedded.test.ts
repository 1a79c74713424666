import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openEmbeddedBackend } from '../../src/queue/embedded-backend.ts';
import { startChild } from './child.ts';
import { queueContract, type Store } from './contract.ts';
import { eventually } from './eventually.ts';
import { diagnosis, question, silent } from './question.ts';
import { turnsContract } from './turns-contract.ts';

let fresh: string;

/** A database costs a second or two to make, so it is made once and copied. */
beforeAll(async () => {
  fresh = mkdtempSync(join(tmpdir(), 'irsa-queue-'));
  const backend = await openEmbeddedBackend({ directory: fresh, log: silent });
  await backend.close();
});

afterAll(() => rmSync(fresh, { recursive: true, force: true }));

function copyOfFresh(): string {
  const directory = mkdtempSync(join(tmpdir(), 'irsa-queue-'));
  cpSync(fresh, directory, { recursive: true });
  return directory;
}

async function newStore(): Promise<Store> {
  const directory = copyOfFresh();
  return {
    place: { kind: 'embedded', directory },
    open: (timing, mostWaiting) => openEmbeddedBackend({ directory, log: silent, timing, mostWaiting }),
    drop: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

describe('the embedded queue', () => {
  queueContract(newStore);
  turnsContract(newStore);
});

describe('the directory of the embedded queue', () => {
  let directory: string;
  const open = (log = silent) => openEmbeddedBackend({ directory, log });

  beforeEach(() => {
    directory = copyOfFresh();
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('is refused to a second opening, with what to do about it', async () => {
    const backend = await open();
    await expect(open()).rejects.toThrow(
      new RegExp(
        `in use by process ${process.pid} .*stop the other one, set IRSA_DOCTOR_DATA_DIR .* or set REDIS_URL`,
      ),
    );
    await backend.queue.enqueue('a', question());
    await backend.close();
  });

  it('is refused while another process has it, and free as soon as that dies', async () => {
    const before = await open();
    await before.queue.enqueue('a', question());
    await before.close();
    const child = startChild({ store: { kind: 'embedded', directory }, timing: {}, task: 'hang' });
    try {
      await child.says('running');
      await expect(open()).rejects.toThrow('in use by process');
    } finally {
      await child.die();
    }
    const diedAt = performance.now();
    const backend = await open();
    await backend.startWorker({
      process: async () => ({ diagnosis }),
      onGivenUp: async () => undefined,
      concurrency: 1,
    });
    // With the real time limits: the dead process's question need not wait for its claim to lapse.
    await eventually(async () => (await backend.queue.find('a'))?.result);
    expect(performance.now() - diedAt).toBeLessThan(8_000);
    await backend.close();
  });

  it('holds every question that was stored before the process was killed', async () => {
    const child = startChild({ store: { kind: 'embedded', directory }, timing: {}, task: 'store' });
    try {
      await child.says('stored-50');
    } finally {
      await child.die();
    }
    const backend = await open();
    for (const id of child.said) {
      expect(await backend.queue.find(id), id).toEqual({ job: question(), result: null });
    }
    expect(await backend.queue.depth()).toBeGreaterThanOrEqual(child.said.length);
    await backend.close();
  });

  it('keeps others out of its files', async () => {
    chmodSync(join(directory, 'queue'), 0o755);
    const backend = await open();
    expect(statSync(join(directory, 'queue')).mode & 0o777).toBe(0o700);
    await backend.close();
  });

  it('is set aside when its database does not open, loudly', async () => {
    writeFileSync(join(directory, 'queue', 'global', 'pg_control'), 'rubbish');
    const lines: string[] = [];
    const log = pino(
      new Writable({
        write(chunk, _encoding, done) {
          lines.push(String(chunk));
          done();
        },
      }),
    );
    const backend = await open(log);
    expect(await backend.queue.enqueue('a', question())).toBe('added');
    await backend.close();
    const aside = readdirSync(directory).find((name) => name.startsWith('queue.broken-'));
    expect(aside).toBeDefined();
    expect(lines.join('')).toContain('queue-database-set-aside');
    expect(lines.join('')).toContain(aside);
  });

  it('is named, with what to do, when nothing can be kept there', async () => {
    const file = join(directory, 'a-file');
    writeFileSync(file, '');
    await expect(openEmbeddedBackend({ directory: file, log: silent })).rejects.toThrow(
      /cannot be kept in .*a-file .*set IRSA_DOCTOR_DATA_DIR .* or set REDIS_URL/,
    );
  });

  it('lets the rest of the program run while there is much to do', async () => {
    const backend = await open();
    let ticks = 0;
    const clock = setInterval(() => {
      ticks += 1;
    }, 10);
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: 300 }, (_, n) => backend.queue.enqueue(`q${n}`, question())));
    clearInterval(clock);
    expect(ticks).toBeGreaterThan((performance.now() - startedAt) / 100);
    await backend.close();
  });
});

it('keeps an embedded queue without a directory in memory', async () => {
  const backend = await openEmbeddedBackend({ directory: null, log: silent });
  await backend.startWorker({
    process: async () => ({ diagnosis }),
    onGivenUp: async () => undefined,
    concurrency: 1,
  });
  await backend.queue.enqueue('a', question());
  await eventually(async () => (await backend.queue.find('a'))?.result);
  await backend.close();
});
