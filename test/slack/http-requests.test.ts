import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedHeaders } from '../../src/sandbox/slack/delivery/signature.ts';
import { openStage, SIGNING_SECRET, type Stage } from '../end-to-end/stage.ts';

const COMMAND = new URLSearchParams({
  command: '/irsa',
  text: 'help',
  team_id: 'T0SANDBOX',
  user_id: 'U1',
  channel_id: 'C1',
  trigger_id: '1.2.abc',
  response_url: 'http://127.0.0.1:9/none',
}).toString();
const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ mode: 'http', redisUrl: null });
});
afterAll(() => stage?.close());

const seconds = () => Math.floor(Date.now() / 1000);

/** No two are alike, as with Slack, whose every command has a trigger of its own. */
const another = () => COMMAND.replace('1.2.abc', randomUUID());

async function post(headers: Record<string, string>, { path = '/slack/events', body = COMMAND } = {}) {
  const response = await fetch(`http://127.0.0.1:${stage.service.port}${path}`, {
    method: 'POST',
    headers: { 'content-type': FORM, ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
}

describe('a request over HTTP', () => {
  it('with a valid signature is answered', async () => {
    const answer = await post(signedHeaders(SIGNING_SECRET, seconds(), COMMAND));
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('/irsa check');
  });

  it('is answered although a proxy added a charset to its content type', async () => {
    const body = another();
    const headers = signedHeaders(SIGNING_SECRET, seconds(), body);
    const answer = await post({ ...headers, 'content-type': `${FORM}; charset=utf-8` }, { body });
    expect(answer.status).toBe(200);
  });

  it.each([
    ['without a signature', () => ({})],
    ['signed with another secret', () => signedHeaders('another', seconds(), COMMAND)],
    ['signed six minutes ago', () => signedHeaders(SIGNING_SECRET, seconds() - 360, COMMAND)],
    ['signed six minutes from now', () => signedHeaders(SIGNING_SECRET, seconds() + 360, COMMAND)],
    ['whose body was changed', () => signedHeaders(SIGNING_SECRET, seconds(), `${COMMAND}&text=x`)],
  ])('%s is refused in one sentence that says what to check', async (_what, headers) => {
    const answer = await post(headers());
    expect(answer.status).toBe(401);
    expect(answer.text).toMatch(/SLACK_SIGNING_SECRET/);
    expect(answer.text.trim().split('\n')).toHaveLength(1);
  });

  it('elsewhere is told where to go', async () => {
    const answer = await post({}, { path: '/' });
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('POST to /slack/events');
  });

  it('that is far too large is refused before anything else', async () => {
    const body = `text=${'a'.repeat(5_000_000)}`;
    // Nobody reads the rest of the body, so that the connection is of no use any more.
    const headers = { ...signedHeaders(SIGNING_SECRET, seconds(), body), connection: 'close' };
    const answer = await post(headers, { body });
    expect(answer.status).toBe(413);
  });
});

describe('a request that comes a second time', () => {
  const sign = (body: string, headers: Record<string, string> = {}) => ({
    ...signedHeaders(SIGNING_SECRET, seconds(), body),
    ...headers,
  });
  const event = (inner: object) =>
    JSON.stringify({
      type: 'event_callback',
      team_id: 'T0SANDBOX',
      event_id: `Ev${randomUUID()}`,
      authorizations: [{ enterprise_id: null, team_id: 'T0SANDBOX', user_id: 'U0IRSADOC', is_bot: true }],
      event: { user: stage.slack.user().id, channel: stage.slack.channel('oncall').id, ...inner },
    });
  const mention = () => {
    const { ts } = stage.slack.user().say('oncall', 'hm');
    return event({ type: 'app_mention', text: '<@U0IRSADOC> check payments/api', ts, event_ts: ts });
  };
  const questions = () => stage.events.filter(({ event }) => event === 'question').length;
  const outcomes = (before: number) =>
    stage.events
      .filter(({ event }) => event === 'question')
      .slice(before)
      .map(({ outcome }) => outcome);

  it('is refused in one sentence, however its signature is written', async () => {
    const body = another();
    const headers = sign(body);
    expect((await post(headers, { body })).status).toBe(200);
    for (const signature of [headers['x-slack-signature'], `${headers['x-slack-signature']}=more`]) {
      const answer = await post({ ...headers, 'x-slack-signature': signature ?? '' }, { body });
      expect(answer.status).toBe(401);
      expect(answer.text).toMatch(/^This request was taken before: .*\n$/);
    }
    expect(stage.events.filter(({ event }) => event === 'request-refused')).toContainEqual(
      expect.objectContaining({ why: 'replayed' }),
    );
  });

  it('is refused while the first is still being answered', async () => {
    const body = another();
    const headers = sign(body);
    const answers = await Promise.all([
      post(headers, { body }),
      post(headers, { body }),
      post(headers, { body }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  it('is refused as a command that claims to be a redelivery, for Slack delivers no command again', async () => {
    const body = another();
    const headers = sign(body, { 'x-slack-retry-num': '1' });
    expect((await post(headers, { body })).status).toBe(200);
    expect((await post(headers, { body })).status).toBe(401);
  });

  it('is taken where somebody without the secret sent the signature first', async () => {
    const body = another();
    const headers = sign(body);
    expect((await post(headers, { body: `${body}&more=1` })).status).toBe(401);
    expect((await post({ ...headers, 'content-type': FORM }, { body: 'ssl_check=1' })).status).toBe(200);
    expect((await post(headers, { body })).status).toBe(200);
  });

  it('is the same question with a new signature, as when Slack delivers an event again', async () => {
    const body = mention();
    const before = questions();
    const json = { 'content-type': JSON_TYPE };
    expect((await post(sign(body, json), { body })).status).toBe(200);
    const later = {
      ...signedHeaders(SIGNING_SECRET, seconds() + 1, body),
      ...json,
      'x-slack-retry-num': '1',
    };
    expect((await post(later, { body })).status).toBe(200);
    expect(outcomes(before)).toEqual(['added', 'duplicate']);
  });

  it('is the same question where Slack delivers an event again within the same second', async () => {
    const body = mention();
    const headers = sign(body, { 'content-type': JSON_TYPE });
    const before = questions();
    expect((await post(headers, { body })).status).toBe(200);
    expect((await post({ ...headers, 'x-slack-retry-num': '1' }, { body })).status).toBe(200);
    expect((await post(headers, { body })).status).toBe(401);
    expect(outcomes(before)).toEqual(['added', 'duplicate']);
  });

  it('is taken where the first failed here, although both have the same signature', async () => {
    const body = event({ type: 'app_home_opened', tab: 'home' });
    const headers = sign(body, { 'content-type': JSON_TYPE });
    stage.slack.addFault({ method: 'views.publish', kind: '500', times: 2 });
    expect((await post(headers, { body })).status).toBe(500);
    expect((await post(headers, { body })).status).toBe(500);
    expect((await post({ ...headers, 'x-slack-retry-num': '1' }, { body })).status).toBe(200);
    expect(stage.slack.homeOf(stage.slack.user().id)).not.toBeNull();
  });
});

describe('a command that wants its answer elsewhere', () => {
  it('gets none there, though the bot could answer in no other way', async () => {
    const heard: string[] = [];
    const elsewhere = createServer((request, response) => {
      heard.push(String(request.url));
      response.end('ok');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    try {
      const body = new URLSearchParams({
        ...Object.fromEntries(new URLSearchParams(COMMAND)),
        text: 'check payments/api',
        trigger_id: randomUUID(),
        // The bot is no member, so that only the response_url is left.
        channel_id: stage.slack.channel('security').id,
        user_id: stage.slack.user().id,
        response_url: `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/respond`,
      }).toString();
      const answer = await post(signedHeaders(SIGNING_SECRET, seconds(), body), { body });
      expect(answer.status).toBe(200);
      const given = () => stage.events.some(({ event }) => event === 'given-up');
      await stage.slack.waitFor(given, 15_000);
      expect(stage.events).toContainEqual(expect.objectContaining({ event: 'response-url-refused' }));
      expect(heard).toEqual([]);
    } finally {
      await new Promise((resolve) => elsewhere.close(resolve));
    }
  });
});
