import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findMessage } from '../../src/slack/find-message.ts';
import { createSlackClient } from '../../src/slack/slack-client.ts';
import { createThreadStatus } from '../../src/slack/thread-status.ts';
import { silent } from '../queue/question.ts';

/** A server that is like Slack but lacks a method answers 404 and a page, where Slack says `unknown_method`. */
describe('a Slack that lacks methods', () => {
  let server: Server;
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not Found</h1>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const client = () =>
    createSlackClient('xoxb-lesser', `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`);

  it('is taken for one in which the bot may not look for an earlier answer', async () => {
    const place = { channel: 'C1', threadTs: '1.2', marker: 'm', sinceMs: Date.now() };
    const found = findMessage(client(), place, { signal: AbortSignal.timeout(5_000), log: silent });
    expect(await found).toBeNull();
  });

  it('is not asked for a thread status a second time', async () => {
    const showStatus = createThreadStatus(client(), silent);
    expect(await showStatus('C1', '1.2', 'is checking…')).toBe(false);
    expect(await showStatus('C1', '1.2', '')).toBe(false);
    expect(asked).toHaveLength(1);
  });
});
