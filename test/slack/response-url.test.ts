import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GiveUp } from '../../src/queue/give-up.ts';
import { createResponder, type Respond } from '../../src/slack/response-url.ts';
import { isApiAddress, isResponseUrl } from '../../src/slack/slack-addresses.ts';
import { createSlackClient } from '../../src/slack/slack-client.ts';

const MESSAGE = { text: 'hello', blocks: [] };

describe('an address to answer to', () => {
  it.each([
    'https://hooks.slack.com/commands/T1/2/abc',
    'https://hooks.slack.com/actions/T1/2/abc',
    'https://hooks.slack.com/app/T1/2/abc',
    'https://hooks.slack-gov.com/actions/T1/2/abc',
  ])('is Slack’s: %s', (address) => {
    expect(isResponseUrl(address, null)).toBe(true);
    expect(isResponseUrl(address, 'http://localhost:3100/api/')).toBe(true);
  });

  it.each([
    ['another host', 'https://hooks.example.com/commands/T1/2/abc'],
    ['a host that only begins so', 'https://hooks.slack.com.example.com/commands/T1'],
    ['a host that only ends so', 'https://evilhooks.slack.com/commands/T1'],
    ['another port', 'https://hooks.slack.com:8443/commands/T1'],
    ['no encryption', 'http://hooks.slack.com/commands/T1'],
    ['a name before the host', 'https://hooks.slack.com@example.com/commands/T1'],
    ['a password', 'https://user:word@hooks.slack.com/commands/T1'],
    ['a webhook of anybody’s', 'https://hooks.slack.com/services/T1/B1/abc'],
    ['a webhook, written otherwise', 'https://hooks.slack.com//%73ervices/T1/B1/abc'],
    ['a workflow of anybody’s', 'https://hooks.slack.com/triggers/T1/2/abc'],
    ['the metadata of the node', 'http://169.254.169.254/latest/meta-data/'],
    ['a file', 'file:///etc/passwd'],
    ['no address', 'hooks.slack.com'],
    ['another port of a server that is like Slack', 'http://localhost:6379/'],
  ])('is not Slack’s: %s', (_what, address) => {
    expect(isResponseUrl(address, null)).toBe(false);
    expect(isResponseUrl(address, 'http://localhost:3100/api/')).toBe(false);
  });

  it('may be one of a server that is like Slack, where that is set', () => {
    expect(isResponseUrl('http://localhost:3100/respond/1', 'http://localhost:3100/api/')).toBe(true);
    expect(isResponseUrl('http://localhost:3100/respond/1', null)).toBe(false);
  });
});

describe('an address that gets the bot’s token', () => {
  it.each([
    ['https://slack.com/api/chat.postMessage', true],
    ['https://files.slack.com/upload/v1/abc', true],
    ['https://files.example.com/upload/v1/abc', false],
    ['https://hooks.slack.com/services/T1/B1/abc', false],
    ['http://slack.com/api/chat.postMessage', false],
  ])('%s: %s', (address, isOne) => {
    expect(isApiAddress(address, null)).toBe(isOne);
  });
});

describe('answering', () => {
  let slack: Server;
  let elsewhere: Server;
  let heard: string[];
  let lines: string[];
  let respond: Respond;

  const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  async function listening(server: Server): Promise<Server> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  beforeEach(async () => {
    heard = [];
    lines = [];
    elsewhere = await listening(
      createServer((request, response) => {
        heard.push(`${request.method} ${request.url}`);
        response.end('{"ok":true}');
      }),
    );
    slack = await listening(
      createServer((request, response) => {
        if (request.url === '/away')
          response.writeHead(307, { location: `${urlOf(elsewhere)}/stolen` }).end();
        else if (request.url?.startsWith('/api/'))
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .end(JSON.stringify({ ok: true, file_id: 'F1', upload_url: `${urlOf(elsewhere)}/upload` }));
        else response.end('ok');
      }),
    );
    const log = pino({ level: 'trace' }, { write: (line) => lines.push(line) });
    respond = createResponder(`${urlOf(slack)}/api/`, log);
  });
  afterEach(async () => {
    for (const server of [slack, elsewhere]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('goes to Slack', async () => {
    await respond(`${urlOf(slack)}/respond/1`, MESSAGE);
    expect(lines).toEqual([]);
  });

  it('goes nowhere else, is not tried again, and leaves a line in the log that keeps the rest of the address', async () => {
    await expect(respond(`${urlOf(elsewhere)}/secret-path`, MESSAGE)).rejects.toBeInstanceOf(GiveUp);
    expect(heard).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      event: 'response-url-refused',
      host: new URL(urlOf(elsewhere)).host,
    });
    expect(lines[0]).not.toContain('secret-path');
  });

  it('follows nobody who sends it elsewhere', async () => {
    await expect(respond(`${urlOf(slack)}/away`, MESSAGE)).rejects.toThrow(/response_url/);
    expect(heard).toEqual([]);
  });

  it('sends a file, and the token with it, to no other host than Slack’s', async () => {
    const client = createSlackClient('xoxb-1', `${urlOf(slack)}/api/`, undefined, pino({ level: 'silent' }));
    await expect(
      client.filesUploadV2({ channel_id: 'C1', filename: 'a.json', content: '{}' }),
    ).rejects.toThrow(/not Slack/);
    expect(heard).toEqual([]);
  });
});
