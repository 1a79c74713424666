import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxSlack } from '../../../src/sandbox/slack/start.ts';
import { appToken, startSandbox } from './bolt-app.ts';
import { clientOf, errorOf } from './web-client.ts';

let slack: SandboxSlack;
beforeEach(async () => {
  slack = await startSandbox();
});
afterEach(() => slack.close());

const id = (name: string) => slack.channel(name).id;
const section = (text: string, block_id?: string) =>
  ({
    type: 'section',
    text: { type: 'mrkdwn', text },
    ...(block_id === undefined ? {} : { block_id }),
  }) as const;

describe('tokens', () => {
  it.each([
    ['', 'not_authed'],
    ['xoxb-stranger', 'invalid_auth'],
    [appToken, 'not_allowed_token_type'],
  ])('answers a call with the token "%s" with %s', async (token, error) => {
    const response = await fetch(`${slack.apiUrl}auth.test`, {
      method: 'POST',
      headers: token === '' ? {} : { authorization: `Bearer ${token}` },
    });
    expect(await response.json()).toMatchObject({ ok: false, error });
  });

  it('says who the bot is', async () => {
    expect(await clientOf(slack).auth.test()).toMatchObject({
      user: 'irsa',
      user_id: 'U0IRSADOC',
      bot_id: 'B0IRSADOC',
    });
  });

  it('takes the token as an argument, and JSON as well as a form', async () => {
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ token: 'xoxb-sandbox', channel: id('oncall'), blocks: [section('hello')] }),
    });
    expect(await response.json()).toMatchObject({ ok: true, message: { blocks: [section('hello')] } });
  });

  it('names the scope that is missing and those that were granted', async () => {
    const poor = await startSandbox({ scopes: ['commands'] });
    const { error, data } = await errorOf(clientOf(poor).chat.postMessage({ channel: 'oncall', text: 'hi' }));
    await poor.close();
    expect(error).toBe('missing_scope');
    expect(data).toMatchObject({ needed: 'chat:write', provided: 'commands' });
  });

  it('does not know methods that it does not have', async () => {
    expect(await errorOf(clientOf(slack).apiCall('chat.shout'))).toMatchObject({ error: 'unknown_method' });
  });

  it('keeps tokens out of the log of calls', async () => {
    await clientOf(slack).chat.postMessage({ channel: id('oncall'), text: 'hi', token: 'xoxb-sandbox' });
    expect(slack.calls).toMatchObject([{ method: 'chat.postMessage', outcome: 'ok', args: { text: 'hi' } }]);
    expect(JSON.stringify(slack.calls)).not.toContain('xoxb-sandbox');
  });
});
