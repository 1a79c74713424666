import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxSlack } from '../../../src/sandbox/slack/start.ts';
import { startSandbox } from './bolt-app.ts';
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

async function post(text: string, thread_ts?: string): Promise<string> {
  const args = { channel: id('oncall'), text };
  const posted = await clientOf(slack).chat.postMessage(
    thread_ts === undefined ? args : { ...args, thread_ts },
  );
  return posted.ts ?? '';
}

describe('chat.postMessage', () => {
  it.each([
    ['an unknown channel', 'C0NOWHERE', 'channel_not_found'],
    ['a private channel without the bot', 'security', 'channel_not_found'],
    ['a public channel without the bot', 'incidents', 'not_in_channel'],
    ['an archived channel', 'retired', 'is_archived'],
  ])('refuses %s', async (_what, channel, error) => {
    expect(await errorOf(clientOf(slack).chat.postMessage({ channel, text: 'hi' }))).toMatchObject({ error });
  });

  it('posts in any public channel with chat:write.public', async () => {
    const open = await startSandbox({ scopes: ['chat:write', 'chat:write.public'] });
    await clientOf(open).chat.postMessage({ channel: 'incidents', text: 'hi' });
    expect(open.channelMessages('incidents')).toHaveLength(1);
    await open.close();
  });

  it('refuses a message that says nothing', async () => {
    expect(await errorOf(clientOf(slack).chat.postMessage({ channel: 'oncall', text: '' }))).toMatchObject({
      error: 'no_text',
    });
  });

  it('names the place of every faulty block', async () => {
    const blocks = [section('fine'), section('x'.repeat(3001))];
    const failed = await errorOf(clientOf(slack).chat.postMessage({ channel: 'oncall', text: 'hi', blocks }));
    expect(failed).toMatchObject({
      error: 'invalid_blocks',
      messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]'],
    });
  });

  it('refuses more characters than all blocks together may have', async () => {
    const blocks = Array.from({ length: 6 }, () => section('x'.repeat(2500)));
    expect(
      await errorOf(clientOf(slack).chat.postMessage({ channel: 'oncall', text: 'hi', blocks })),
    ).toMatchObject({
      error: 'msg_blocks_too_long',
    });
  });

  it('gives every message its own, later ts, even within one millisecond', async () => {
    const still = await startSandbox({ clock: () => 1_700_000_000_000 });
    const first = await clientOf(still).chat.postMessage({ channel: 'oncall', text: 'a' });
    const second = await clientOf(still).chat.postMessage({ channel: 'oncall', text: 'b' });
    await still.close();
    expect([first.ts, second.ts]).toEqual(['1700000000.000000', '1700000000.000001']);
  });

  it('puts a reply to a reply into its parent’s thread', async () => {
    const parent = await post('parent');
    const reply = await post('reply', parent);
    await post('reply to the reply', reply);
    expect(slack.thread('oncall', parent).map(({ text }) => text)).toEqual([
      'parent',
      'reply',
      'reply to the reply',
    ]);
  });

  it('does not know a thread without its parent', async () => {
    expect(
      await errorOf(clientOf(slack).chat.postMessage({ channel: 'oncall', text: 'hi', thread_ts: '1.2' })),
    ).toMatchObject({ error: 'thread_not_found' });
  });

  it('opens the direct messages with a person by that person’s id', async () => {
    const { channel } = await clientOf(slack).chat.postMessage({
      channel: slack.user('noor').id,
      text: 'hi',
    });
    expect(channel).toBe('D0NOOR000');
    expect(slack.channelMessages('D0NOOR000')).toHaveLength(1);
  });
});

describe('chat.update', () => {
  const update = (args: { ts: string; text?: string; blocks?: readonly unknown[] }) =>
    errorOf(clientOf(slack).apiCall('chat.update', { channel: id('oncall'), ...args }));

  it('changes the message in place', async () => {
    const ts = await post('checking');
    expect(await update({ ts, text: 'answer' })).toMatchObject({ error: 'ok' });
    expect(slack.channelMessages('oncall')).toMatchObject([
      { ts, text: 'answer', edited: { user: 'U0IRSADOC' } },
    ]);
  });

  it('takes the blocks away where only text is given, and keeps text where only blocks are', async () => {
    const ts = await post('first');
    await update({ ts, blocks: [section('shown')] });
    expect(slack.channelMessages('oncall')).toMatchObject([{ text: 'first', blocks: [{ type: 'section' }] }]);
    await update({ ts, text: 'second' });
    expect(slack.channelMessages('oncall')[0]).not.toHaveProperty('blocks');
  });

  it('refuses a text over 4,000 characters, though a post takes one', async () => {
    const ts = await post('x'.repeat(4001));
    expect(await update({ ts, text: 'x'.repeat(4001) })).toMatchObject({ error: 'msg_too_long' });
    expect(await update({ ts, text: 'x'.repeat(4000) })).toMatchObject({ error: 'ok' });
  });

  it('refuses messages that are not there, or not its own', async () => {
    const said = slack.user().say('oncall', 'mine');
    expect(await update({ ts: '1.2', text: 'x' })).toMatchObject({ error: 'message_not_found' });
    expect(await update({ ts: said.ts, text: 'x' })).toMatchObject({ error: 'cant_update_message' });
  });

  it('does not turn rich text into something else under the same block id', async () => {
    const ts = await post('first');
    await update({ ts, text: 'x', blocks: [{ type: 'rich_text', block_id: 'b', elements: [] }] });
    expect(await update({ ts, text: 'x', blocks: [section('x', 'b')] })).toMatchObject({
      error: 'block_mismatch',
    });
    expect(await update({ ts, text: 'x', blocks: [section('x', 'c')] })).toMatchObject({ error: 'ok' });
  });
});
