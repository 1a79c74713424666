import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRequestTurns } from '../../src/slack/request-turns.ts';

/** A server that works on requests in turn and answers each when it is told to. */
async function open(options: Parameters<typeof createRequestTurns>[0]) {
  const inTurn = createRequestTurns(options);
  const begun: string[] = [];
  const answers = new Map<string, () => void>();
  const arrived: string[] = [];
  const server = createServer((incoming, response) => {
    const name = (incoming.url ?? '').slice(1);
    arrived.push(name);
    inTurn(incoming, response, () => {
      begun.push(name);
      answers.set(name, () => response.end());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const send = async (name: string, body: string, length = body.length) => {
    const outgoing = request({
      port,
      path: `/${name}`,
      method: 'POST',
      headers: { 'content-length': length },
    });
    outgoing.on('error', () => {});
    outgoing.write(body);
    if (length === body.length) outgoing.end();
    await vi.waitFor(() => expect(arrived).toContain(name));
    return outgoing;
  };
  return { begun, send, answer: (name: string) => answers.get(name)?.() };
}

describe('requests that take turns', () => {
  it('are worked on in the order in which they came, so many at a time', async () => {
    const { begun, send, answer } = await open({ atOnce: 2, holdMs: 60_000 });
    for (const name of ['a', 'b', 'c', 'd']) await send(name, 'x');
    await pause(50);
    expect(begun).toEqual(['a', 'b']);
    answer('b');
    await vi.waitFor(() => expect(begun).toEqual(['a', 'b', 'c']));
    answer('a');
    await vi.waitFor(() => expect(begun).toEqual(['a', 'b', 'c', 'd']));
  });

  it('do not wait for ever for one that is not answered', async () => {
    const { begun, send } = await open({ atOnce: 1, holdMs: 100 });
    await send('slow', 'x');
    await send('next', 'x');
    await vi.waitFor(() => expect(begun).toEqual(['slow', 'next']));
  });

  it('do not wait for one whose body does not come', async () => {
    const { begun, send } = await open({ atOnce: 1, holdMs: 60_000 });
    for (const name of ['idle-1', 'idle-2']) await send(name, 'x', 10_000);
    await send('whole', 'x');
    await vi.waitFor(() => expect(begun).toContain('whole'));
  });

  it('are not worked on once nobody waits for the answer', async () => {
    const { begun, send, answer } = await open({ atOnce: 1, holdMs: 60_000 });
    await send('first', 'x');
    const given = await send('given-up', 'x');
    await send('last', 'x');
    given.destroy();
    await pause(100);
    answer('first');
    await vi.waitFor(() => expect(begun).toEqual(['first', 'last']));
  });
});
