import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { SandboxSlack } from '../../../src/sandbox/slack/start.ts';
import { appToken, startBolt, startSandbox } from './bolt-app.ts';
import { clientOf, errorOf } from './web-client.ts';

let slack: SandboxSlack;
beforeEach(async () => {
  slack = await startSandbox({ mode: 'socket' });
});
afterEach(() => slack.close());

/** A socket of our own that acknowledges everything and keeps what it got. */
async function connect(got: Record<string, unknown>[]): Promise<WebSocket> {
  const { url } = await clientOf(slack, appToken).apps.connections.open();
  const socket = new WebSocket(url ?? '');
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Record<string, unknown>;
    got.push(message);
    if (message.envelope_id !== undefined) socket.send(JSON.stringify({ envelope_id: message.envelope_id }));
  });
  await slack.waitFor(() => got.length > 0);
  return socket;
}

it('opens sockets for the app token only, each address once', async () => {
  expect(await errorOf(clientOf(slack).apps.connections.open())).toMatchObject({
    error: 'not_allowed_token_type',
  });
  const { url } = await clientOf(slack, appToken).apps.connections.open();
  const first = new WebSocket(url ?? '');
  await slack.waitFor(() => slack.socket?.connections === 1);
  const second = new WebSocket(url ?? '');
  const refusal = await new Promise((resolve) => second.once('error', resolve));
  expect(String(refusal)).toContain('401');
  first.terminate();
});

it('is not there in HTTP mode', async () => {
  const http = await startSandbox({ mode: 'http' });
  expect((await errorOf(clientOf(http, appToken).apps.connections.open())).error).not.toBe('ok');
  await http.close();
});

it('greets, and hands each parcel to one of the sockets', async () => {
  const one: Record<string, unknown>[] = [];
  const two: Record<string, unknown>[] = [];
  const sockets = [await connect(one), await connect(two)];
  expect([one[0], two[0]]).toMatchObject([
    { type: 'hello', num_connections: 1 },
    { type: 'hello', num_connections: 2 },
  ]);
  for (let count = 0; count < 6; count += 1) await slack.user().type('oncall', '/irsa help');
  expect([one.length, two.length]).toEqual([4, 4]);
  expect(one[1]).toMatchObject({
    type: 'slash_commands',
    accepts_response_payload: true,
    payload: { text: 'help' },
  });
  for (const socket of sockets) socket.terminate();
});

it('lets an eleventh socket go', async () => {
  const sockets: WebSocket[] = [];
  for (let count = 0; count < 10; count += 1) sockets.push(await connect([]));
  const got: Record<string, unknown>[] = [];
  sockets.push(await connect(got));
  expect(got).toMatchObject([{ type: 'disconnect', reason: 'too_many_websockets' }]);
  for (const socket of sockets) socket.terminate();
});

it('fails a command and delivers an event again where no socket is open', async () => {
  expect(await slack.user().type('oncall', '/irsa help')).toMatchObject({ error: 'dispatch_failed' });
  slack.user().say('oncall', '@irsa hello');
  await slack.settled();
  expect(slack.deliveries.filter(({ kind }) => kind === 'events_api')).toHaveLength(4);
});

it.each(['refresh', 'drop'] as const)('sees a Bolt app come back after a %s', async (how) => {
  const heard: string[] = [];
  const stop = await startBolt(slack, (app) => {
    app.event('app_mention', async ({ event }) => {
      heard.push(event.text);
    });
  });
  slack.socket?.[how]();
  const opened = () => slack.calls.filter(({ method }) => method === 'apps.connections.open').length;
  await slack.waitFor(() => opened() === 2 && slack.socket?.connections === 1);
  slack.user().say('oncall', '@irsa still there?');
  await slack.waitFor(() => heard.length === 1);
  await stop();
});
