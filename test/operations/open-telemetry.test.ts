import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTelemetry } from '../../src/operations/open-telemetry.ts';
import type { SpanOptions, Tracing } from '../../src/operations/tracing.ts';

const plain: SpanOptions = { kind: 'internal', attributes: {} };

describe('tracing', () => {
  let collector: Server;
  let received: Buffer[];
  let tracing: Tracing;

  beforeEach(async () => {
    received = [];
    collector = createServer(async (request, response) => {
      for await (const chunk of request) received.push(Buffer.from(chunk));
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    // The library reads its settings from the environment by itself; every test file has a process of its own.
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
    tracing = openTelemetry('irsa-doctor-test');
  });
  afterEach(async () => {
    await tracing.close();
    await new Promise((resolve) => collector.close(resolve));
  });

  /** Everything that the collector got, once all is sent. */
  async function sent(): Promise<Buffer> {
    await tracing.close();
    return Buffer.concat(received);
  }

  function occurrences(of: Buffer, within: Buffer): number {
    let count = 0;
    for (let at = within.indexOf(of); at >= 0; at = within.indexOf(of, at + 1)) count += 1;
    return count;
  }

  it('follows a question through the queue into its calls as one trace', async () => {
    let handedOver: string | null = null;
    await tracing.within('question', { kind: 'producer', attributes: {} }, async () => {
      handedOver = tracing.traceparent();
    });
    expect(handedOver).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    const parent = handedOver ?? '';
    tracing.past('queue', { ...plain, parent }, Date.now() - 100);
    await tracing.within('answer', { kind: 'consumer', attributes: {}, parent }, () =>
      tracing.within('check', plain, async () => {
        await Promise.resolve();
        const end = tracing.begin('iam:GetRole', { kind: 'client', attributes: { 'irsa.reference': 'r1' } });
        end({ 'irsa.outcome': 'ok' }, null);
      }),
    );
    const bytes = await sent();
    for (const name of ['question', 'queue', 'answer', 'check', 'iam:GetRole', 'irsa-doctor-test'])
      expect(bytes.includes(name), name).toBe(true);
    const [, traceId = '', spanId = ''] = parent.split('-');
    expect(occurrences(Buffer.from(traceId, 'hex'), bytes)).toBe(5);
    // As the span itself, and as the parent of the two that came out of the queue.
    expect(occurrences(Buffer.from(spanId, 'hex'), bytes)).toBe(3);
  });

  it('begins a trace of its own where what stands in the job is none', async () => {
    for (const parent of ['', 'garbage', `00-${'0'.repeat(31)}-1-01`]) {
      await tracing.within('answer', { ...plain, parent }, async () => {
        expect(tracing.traceparent()).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
      });
    }
  });

  it('tells that work failed by the name of its error, never by what the error says', async () => {
    const failing = tracing.within('check', plain, () => Promise.reject(new TypeError('canary-4711')));
    await expect(failing).rejects.toThrow('canary-4711');
    const bytes = await sent();
    expect(bytes.includes('TypeError')).toBe(true);
    expect(bytes.includes('canary-4711')).toBe(false);
  });

  it('has nothing to hand over outside of a span', () => {
    expect(tracing.traceparent()).toBeNull();
  });

  it('closes in time although nobody collects', async () => {
    collector.closeAllConnections();
    await new Promise((resolve) => collector.close(resolve));
    await tracing.within('check', plain, async () => undefined);
    const startedAt = performance.now();
    await tracing.close();
    await tracing.close();
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    collector.listen(0, '127.0.0.1');
  });
});

it('is loaded only where it is wanted', () => {
  const source = join(import.meta.dirname, '../../src');
  const loaders = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      readFileSync(join(source, file), 'utf8')
        .split('\n')
        .filter((line) => line.includes('/open-telemetry.ts') || /from '@opentelemetry\//.test(line))
        .filter(() => !file.endsWith('open-telemetry.ts')),
    );
  expect(loaders).toEqual([expect.stringContaining("await import('./operations/open-telemetry.ts')")]);
});
