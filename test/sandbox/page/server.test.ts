import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/sandbox/page/gestures.ts';
import { type Page, startPage } from '../../../src/sandbox/page/start.ts';
import type { Change } from '../../../src/sandbox/page/stream.ts';
import { SCENARIOS, seededWorld } from '../../../src/sandbox/scenarios/list.ts';
import { type SandboxSlack, startSandboxSlack } from '../../../src/sandbox/slack/start.ts';

const world = seededWorld();
const ROLE = 'arn:aws:iam::111122223333:role/payments-api';
let slack: SandboxSlack;
let page: Page;

beforeAll(async () => {
  slack = await startSandboxSlack({
    mode: 'socket',
    signingSecret: 's',
    botToken: 'xoxb-1',
    appToken: 'xapp-1',
  });
  page = await startPage({ slack, world, scenarios: SCENARIOS });
});
afterAll(async () => {
  await page?.close();
  await slack?.close();
});

const role = () => world.accounts.get('111122223333')?.roles.get('payments-api');

/** Sends exactly these headers, which `fetch` would not. */
function ask(
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  const { hostname, port } = new URL(page.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    asked.on('error', reject).end(body);
  });
}

async function gesture(body: unknown): Promise<Outcome> {
  const answer = await ask('/gestures', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return JSON.parse(answer.body);
}

describe('who is let in', () => {
  it('listens on 127.0.0.1 only', () => {
    expect(page.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  it.each<[string, number, { method?: string; headers?: Record<string, string> }]>([
    ['a name that somebody pointed here', 421, { headers: { host: 'evil.example:80' } }],
    ['the right name with another port', 421, { headers: { host: '127.0.0.1:1' } }],
    ['another page', 403, { headers: { origin: 'https://evil.example' } }],
    ['a page without an origin', 403, { headers: { origin: 'null' } }],
    [
      'a picture in another page',
      403,
      { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } },
    ],
    ['a form of another page', 415, { method: 'POST', headers: { 'content-type': 'text/plain' } }],
    ['another method', 405, { method: 'DELETE' }],
  ])('not %s', async (_name, status, options) => {
    const path = options.method === 'POST' ? '/gestures' : '/';
    expect((await ask(path, options)).status).toBe(status);
  });

  it('but a link to it', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await ask('/', { headers })).status).toBe(200);
  });
});

describe('the files', () => {
  it.each([
    ['/', 'text/html'],
    ['/app.js', 'text/javascript'],
    ['/layout.css', 'text/css'],
    ['/icon.svg', 'image/svg+xml'],
  ])('%s is %s', async (path, type) => {
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain(type);
  });

  it.each([
    '/start.ts',
    '/../start.ts',
    '/%2e%2e/start.ts',
    '/tsconfig.json',
    '/files/F1',
    '/files/%',
    '/gestures',
    '/index.html',
  ])('%s is none', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it('say that nothing may run but themselves, and need nothing inline', async () => {
    const { headers, body } = await ask('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(body).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|\sstyle=/);
  });
});

describe('a file that the bot has uploaded', () => {
  it('is there to download as text, and never to be run', async () => {
    const { files } = slack.workspace;
    const content = Buffer.from('<script>1</script>');
    const { key, id } = files.announce({
      name: 'trust "policy".json',
      length: content.length,
      snippetType: null,
    });
    files.receive(key, content);
    const answer = await ask(`/files/${id}`);
    expect(answer.body).toBe('<script>1</script>');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-disposition': "attachment; filename*=UTF-8''trust%20%22policy%22.json",
    });
  });
});

describe('what somebody does', () => {
  it.each([
    null,
    'x',
    {},
    { gesture: 'fly' },
    { gesture: 'say', channel: 'C0ONCALL0', text: 1, thread: null },
  ])('is refused where it is no gesture: %j', async (body) => {
    expect(await gesture(body)).toMatchObject({ ok: false });
  });

  it('is refused where it is longer than anybody types', async () => {
    const answer = await ask('/gestures', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ gesture: 'say', channel: 'oncall', text: 'x'.repeat(300_000), thread: null }),
    }).catch(() => null);
    // The connection may be closed before everything was sent.
    expect(answer?.status ?? 400).toBe(400);
  });

  it('is said in the channel, or in a thread', async () => {
    const { id } = slack.channel('oncall');
    const said = await gesture({ gesture: 'say', channel: id, text: 'a <b>', thread: null });
    if (!said.ok || said.ts === null) throw new Error('It was not said');
    expect(slack.workspace.messages.find(id, said.ts)?.text).toBe('a &lt;b&gt;');
    await gesture({ gesture: 'say', channel: id, text: 'more', thread: said.ts });
    expect(slack.thread(id, said.ts)).toHaveLength(2);
  });

  it.each<[string, object, RegExp]>([
    ['an unknown command', { channel: 'oncall', text: '/nope', thread: null }, /not a valid command/],
    [
      'a command in a thread',
      { channel: 'oncall', text: '/irsa help', thread: '1.2' },
      /not supported in threads.*@irsa/,
    ],
    ['an archived channel', { channel: 'retired', text: 'hello', thread: null }, /archived/],
    ['a channel that is not there', { channel: 'C404', text: 'hello', thread: null }, /not there/],
  ])('fails with a sentence: %s', async (_name, words, sentence) => {
    const outcome = await gesture({ gesture: 'say', ...words });
    expect(outcome.ok ? '' : outcome.problem).toMatch(sentence);
  });

  it('presses the button of the block that is meant', async () => {
    const button = { type: 'button', action_id: 'same', text: { type: 'plain_text', text: 'Same' } };
    const blocks = ['one', 'two'].map((id) => ({
      type: 'actions',
      block_id: id,
      elements: [{ ...button, value: id }],
    }));
    const message = slack.workspace.messages.post({
      channel: slack.channel('oncall').id,
      user: 'U0IRSADOC',
      text: 'x',
      blocks,
    });
    await gesture({
      gesture: 'press',
      surface: { kind: 'message', channel: message.channel, ts: message.ts },
      block: 'two',
      action: 'same',
    });
    expect(slack.deliveries.at(-1)?.payload).toMatchObject({
      type: 'block_actions',
      actions: [{ value: 'two' }],
    });
  });

  it('invites the bot and takes it out again', async () => {
    const { id } = slack.channel('incidents');
    await gesture({ gesture: 'say', channel: id, text: '/invite @irsa', thread: null });
    expect(slack.workspace.directory.hasBot(slack.channel(id))).toBe(true);
    await gesture({ gesture: 'say', channel: id, text: '/remove @irsa', thread: null });
    expect(slack.workspace.directory.hasBot(slack.channel(id))).toBe(false);
  });
});

describe('trust policies', () => {
  it('are saved as IAM saves them, and put back', async () => {
    const before = role()?.trustPolicy ?? '';
    const document = before.replace('payment:api', 'payments:api');
    expect(document).not.toBe(before);
    expect(await gesture({ gesture: 'save-policy', role: ROLE, document })).toEqual({ ok: true, ts: null });
    expect(role()?.trustPolicy).toBe(document);
    expect(await gesture({ gesture: 'reset-policy', role: ROLE })).toEqual({ ok: true, ts: null });
    expect(role()?.trustPolicy).toBe(before);
  });

  it.each([
    ['no JSON', '{', /^MalformedPolicyDocument: /],
    ['no statement', '{"Version":"2012-10-17"}', /Missing required field Statement/],
    [
      'a document beyond the quota',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { AWS: `arn:${'a'.repeat(2100)}` }, Action: 'sts:AssumeRole' },
        ],
      }),
      /^LimitExceeded: /,
    ],
  ])('are refused as IAM refuses them: %s', async (_name, document, problem) => {
    const before = role()?.trustPolicy;
    const outcome = await gesture({ gesture: 'save-policy', role: ROLE, document });
    expect(outcome.ok ? '' : outcome.problem).toMatch(problem);
    expect(role()?.trustPolicy).toBe(before);
  });

  it('of nobody are not there', async () => {
    expect(await gesture({ gesture: 'reset-policy', role: 'arn:aws:iam::1:role/x' })).toMatchObject({
      ok: false,
    });
  });
});

describe('what happens', () => {
  it('is told from everything at first, and then as it changes', async () => {
    const { changes, close } = await listen();
    const whole = await changes.next();
    expect(whole).toMatchObject({ isWhole: true, gone: [] });
    const kinds = new Set(whole.put.map(([, item]) => item.kind));
    expect([...kinds].sort()).toEqual(expect.arrayContaining(['channel', 'role', 'workspace']));

    const said = slack.user().say('oncall', 'news');
    const news = await changes.next();
    expect(news.isWhole).toBe(false);
    expect(news.put).toMatchObject([
      [`message:${said.channel}:${said.ts}`, { kind: 'message', author: 'Avery Lindqvist' }],
    ]);

    slack.workspace.messages.remove(said);
    expect((await changes.next()).gone).toEqual([`message:${said.channel}:${said.ts}`]);

    const view = slack.workspace.views.open(slack.user().id, {
      type: 'modal',
      title: { type: 'plain_text', text: 'T' },
      blocks: [],
    });
    expect((await changes.next()).put).toMatchObject([
      [`dialog:0:${view.id}`, { title: 'T', close: 'Cancel', submit: null }],
    ]);

    const changed = role();
    if (changed === undefined) throw new Error('The role is gone');
    const before = changed.trustPolicy;
    changed.trustPolicy = '{}';
    expect((await changes.next()).put).toMatchObject([
      [`role:${ROLE}`, { isChanged: true, trustPolicy: '{}' }],
    ]);
    changed.trustPolicy = before;
    close();
  });

  it('says why the bot does not answer any more', async () => {
    const other = await startPage({
      slack,
      world,
      scenarios: SCENARIOS,
      trouble: () => 'The bot ended by itself',
    });
    const { changes, close } = await listen(other.url);
    expect((await changes.next()).put).toContainEqual([
      'trouble',
      { kind: 'trouble', words: 'The bot ended by itself' },
    ]);
    close();
    await other.close();
  });

  it('holds nothing that another person alone sees', async () => {
    slack.workspace.ephemerals.show({
      channel: slack.channel('oncall').id,
      user: slack.user('noor').id,
      text: 'for noor',
    });
    const { changes, close } = await listen();
    const whole = await changes.next();
    expect(JSON.stringify(whole)).not.toContain('for noor');
    expect(whole.put.filter(([, item]) => item.kind === 'channel' && item.place === 'im')).toHaveLength(1);
    close();
  });
});

describe('the end', () => {
  it('drops who still listens, and may come twice', async () => {
    const other = await startPage({ slack, world, scenarios: SCENARIOS });
    const watching = await fetch(new URL('/events', other.url));
    await other.close();
    await other.close();
    await expect(watching.text()).rejects.toThrow();
    await expect(fetch(other.url)).rejects.toThrow();
  });

  it('names another way where the port is taken', async () => {
    const port = Number(new URL(page.url).port);
    await expect(startPage({ slack, world, scenarios: SCENARIOS, port })).rejects.toThrow(
      `Port ${port} is in use`,
    );
  });
});

/** Listens to the server-sent events; `next` waits for one. */
async function listen(url = page.url): Promise<{ changes: { next(): Promise<Change> }; close(): void }> {
  const leaving = new AbortController();
  const response = await fetch(new URL('/events', url), {
    signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(10_000)]),
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    changes: {
      async next() {
        for (;;) {
          const end = text.indexOf('\n\n');
          if (end >= 0) {
            const event = text.slice(0, end);
            text = text.slice(end + 2);
            if (event.startsWith('data: ')) return JSON.parse(event.slice('data: '.length));
            continue;
          }
          const part = await reader?.read();
          if (part === undefined || part.done) throw new Error('The events have ended');
          text += part.value;
        }
      },
    },
    close: () => leaving.abort(),
  };
}
